/** IAM has no room for all that Terraform needs to run as less than an administrator. */
export class BootstrapTooLarge extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}
