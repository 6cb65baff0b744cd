import fc from "fast-check";
import type { PlatformConfigInput } from "../../../lib/config/schema/platform";
import { pick, subset } from "./choices";

export type Account = NonNullable<PlatformConfigInput["accounts"]>[string] & { name: string };
type Environment = PlatformConfigInput["environments"][number];

/** The ground that everything else stands on. */
export interface Ground {
  readonly partition: "aws" | "aws-us-gov" | "aws-cn";
  readonly regions: readonly string[];
  readonly environments: readonly Environment[];
  readonly accounts: readonly Account[];
}

const REGIONS = {
  aws: ["eu-west-1", "us-east-1", "ap-southeast-2"],
  "aws-us-gov": ["us-gov-west-1", "us-gov-east-1"],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
} as const;
const ENVIRONMENTS = ["dev", "test", "staging", "prod"];
const ACCOUNTS = ["alpha", "beta-eu", "gamma", "delta-one", "e1", "constructor"];
const OUS = ["Workloads", "Workloads/Dev", "Workloads/Prod/Eu", undefined];

const groundChoices = fc.record({
  partition: fc.constantFrom(
    "aws" as const,
    "aws" as const,
    "aws-us-gov" as const,
    "aws-cn" as const,
  ),
  environments: fc.array(fc.boolean(), { minLength: 1, maxLength: ENVIRONMENTS.length }),
  accounts: fc.array(
    fc.record({ environment: fc.nat(3), regions: fc.nat(7), ou: fc.nat(3), tagged: fc.boolean() }),
    { minLength: 1, maxLength: ACCOUNTS.length },
  ),
});

export const arbitraryGround: fc.Arbitrary<Ground> = groundChoices.map(
  ({ partition, environments, accounts }) => {
    const regions = REGIONS[partition];
    const named = environments.map((isProtected, index) => ({
      name: ENVIRONMENTS[index] ?? "dev",
      ...(isProtected ? { protected: true } : {}),
    }));
    return {
      partition,
      regions,
      environments: named,
      accounts: accounts.map((choice, index) => ({
        name: ACCOUNTS[index] ?? "alpha",
        id: `00${index}${"0".repeat(9)}`,
        environment: pick(named, choice.environment).name,
        regions: subset(regions, choice.regions),
        ...(choice.tagged ? { tags: { tier: choice.ou % 2 === 0 ? "one" : "two" } } : {}),
        ...(OUS[choice.ou] === undefined ? {} : { ou: OUS[choice.ou] }),
      })),
    };
  },
);
