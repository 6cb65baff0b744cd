/** IAM has no room for all that a stack's role needs. */
export class StackTooLarge extends Error {
  readonly fix: string;

  constructor(stack: string, phase: string, policies: number, limit: number) {
    super(
      `the ${phase} role of stack ${stack} would need ${policies} policies beside its own, and AWS takes ${limit} for a role`,
    );
    this.fix = stack.startsWith("pipeline-")
      ? "split the pipeline into several, each for some of its accounts"
      : "have fewer pipelines deploy to one account, or run this platform without provisioner.bootstrap";
  }
}
