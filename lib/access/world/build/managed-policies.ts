import { known, unknown } from "../terraform/text";
import type { TerraformBlock } from "../terraform/terraform-stack";
import type { LazyPolicy } from "./policy-shelf";
import type { Reading } from "./reading";

/** Documents of managed policies that Terraform doesn't make, by ARN; undefined where it has none. */
export type FindManagedPolicy = (arn: string) => unknown;

/** Finds managed policies by ARN: those that Terraform makes, and AWS's own as far as somebody knows them. */
export class ManagedPolicies {
  readonly #made = new Map<string, LazyPolicy>();
  readonly #other = new Map<string, LazyPolicy>();

  constructor(
    readonly reading: Reading,
    readonly findElsewhere: FindManagedPolicy,
  ) {
    const { resolver, shelf } = reading;
    for (const block of reading.placed("aws_iam_policy")) {
      const arn = reading.need(block, "arn", "whoever has it attached has an unknown policy");
      if (arn === undefined) continue;
      const policy = resolver.attribute(block, "policy");
      this.#made.set(arn, shelf.shelve(block, nameOf(arn), policy, "identity"));
    }
  }

  /** @param block what has it attached, for evidence where the policy is unknown */
  get(arn: string, block: TerraformBlock): LazyPolicy {
    const found = this.#made.get(arn) ?? this.#other.get(arn);
    if (found !== undefined) return found;
    const policy = this.#find(arn, block);
    this.#other.set(arn, policy);
    return policy;
  }

  #find(arn: string, block: TerraformBlock): LazyPolicy {
    const { shelf } = this.reading;
    const name = nameOf(arn);
    const document = this.findElsewhere(arn);
    if (document !== undefined)
      return shelf.shelve(block, name, known(JSON.stringify(document)), "identity");
    const why = AWS_MANAGED.test(arn)
      ? `AWS manages ${arn} and its text wasn't given`
      : `none of the files read makes ${arn}`;
    return shelf.shelve(block, name, unknown(why), "identity");
  }
}

const AWS_MANAGED = /^arn:[\w-]+:iam::aws:policy\//;

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
