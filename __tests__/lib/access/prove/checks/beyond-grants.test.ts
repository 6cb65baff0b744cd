import {
  checkPlatform,
  type RawStatement,
  type Slip,
  withCondition,
} from "../../../../support/checked-platform";
import { manyPipelines, numbered } from "../../../../support/many-pipelines";
import {
  GOLDEN,
  SHIPPED,
  type SynthesizedPlatform,
  synthFile,
  synthPlatform,
  WITHOUT_IDENTITY_CENTER,
} from "../../../../support/synth-platform";

let golden: SynthesizedPlatform;
beforeAll(async () => {
  golden = await synthFile(GOLDEN);
});

const inline = (persona: string, sid: string, change: Slip["change"]): Slip => ({
  stack: "identity-center",
  address: `aws_ssoadmin_permission_set_inline_policy.persona-${persona}`,
  sid,
  change,
});

const without =
  (element: "Action" | "Resource", item: string) =>
  (was: RawStatement): RawStatement => {
    const items = [was[element]].flat() as string[];
    if (!items.includes(item)) throw new Error(`no ${element} ${item}`);
    return { ...was, [element]: items.filter((each) => each !== item) };
  };

const CLAIMS = ["added-approvals", "exact-names", "other-accounts"] as const;

it.each(CLAIMS.flatMap((claim) => [SHIPPED, WITHOUT_IDENTITY_CENTER].map((file) => [claim, file])))(
  "%s holds of %s",
  async (claim = "", file = "") => {
    const { findings, decisions } = await checkPlatform(await synthFile(file), claim);
    expect(findings).toEqual([]);
    expect(decisions).toBeGreaterThan(0);
  },
);

const SLIPS: readonly (readonly [what: string, claim: string, slip: Slip, told: RegExp])[] = [
  [
    "roles of other accounts",
    "other-accounts",
    inline("auditor", "NoOtherAccounts", without("Action", "sts:AssumeR*")),
    /auditor .*take a role of another account \(sts:AssumeRole on arn:aws:iam::\d+:role\//,
  ],
  [
    "the registry's policy",
    "other-accounts",
    inline("developer", "NoOtherAccounts", without("Action", "ecr:PutRegistryPolicy")),
    /developer.*let other accounts write images/,
  ],
  [
    "roles that deployments make",
    "other-accounts",
    inline("developer", "NoOtherRights", without("Resource", "arn:aws:iam::*:role/acme/*")),
    /developer.*change or pass a role that a deployment may make \(iam:\w+ on arn:aws:iam::200000000001:role\/acme\/api\/zz-stray/,
  ],
  [
    "approvals that somebody adds",
    "added-approvals",
    inline("release-manager", "NotElsewhere", () => undefined),
    /release-manager.*approve arn:aws:codepipeline:eu-west-1:100000000002:api\/staging\/zz-stray/,
  ],
  [
    "pipelines that somebody else makes",
    "exact-names",
    inline("auditor", "View", (was) => ({
      ...was,
      Resource: "arn:aws:codepipeline:eu-west-1:100000000002:*",
    })),
    /auditor is allowed something on arn:aws:codepipeline:eu-west-1:100000000002:\*, which names 3 of what is there/,
  ],
  [
    "every action of an approval's stage",
    "exact-names",
    inline("release-manager", "Approve", (was) => ({
      ...was,
      Resource: "arn:aws:codepipeline:eu-west-1:100000000002:api/staging/*",
    })),
    /release-manager is allowed something on \S+api\/staging\/\*/,
  ],
  [
    "connections of other regions",
    "windows",
    inline("platform-engineer", "EditPassConnection", (was) => ({ ...was, Resource: "*" })),
    /platform-engineer can codeconnections:PassConnection on \S+:xx-nowhere-1:/,
  ],
  [
    "roles for pipelines of other regions",
    "windows",
    inline("platform-engineer", "EditPassRole", (was) =>
      withCondition(was, "ArnLikeIfExists", "iam:AssociatedResourceArn", undefined),
    ),
    /platform-engineer can iam:PassRole on \S+-pipeline for a region that has no pipelines/,
  ],
];

it.each(SLIPS)("%s are kept from people, or %s says so", async (_, claim, slip, told) => {
  const { findings } = await checkPlatform(golden, claim, slip);
  expect(findings.map(({ message }) => message).join("\n")).toMatch(told);
  expect(findings.every(({ kind }) => kind === "violated")).toBe(true);
});

describe("a persona of more pipelines than fit into its policy", () => {
  let large: SynthesizedPlatform;
  beforeAll(async () => {
    const text = manyPipelines({ shop: numbered("shop", 110), data: numbered("data", 2) }, [
      { capabilities: ["view", "start"], pipelines: { teams: ["shop"] } },
    ]);
    large = await synthPlatform(text);
  }, 120_000);

  it("has patterns, which nobody minds", async () => {
    const policies = JSON.stringify(large.stack("identity-center").resource);
    expect(policies).toMatch(/:codepipeline:eu-west-1:100000000002:s[a-z-]*\*/);
    expect((await checkPlatform(large, "exact-names")).findings).toEqual([]);
  });
});
