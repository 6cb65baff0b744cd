/** A promotion that must not go on as it was asked for: what is in its way, and what to do about it. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}
