import { bootstrapped } from "../../../../support/bootstrapped";
import { checkPlatform, type Slip } from "../../../../support/checked-platform";
import {
  boundary,
  more,
  nothing,
  policy,
  trust,
  valued,
  without,
} from "../../../../support/provisioner-slips";
import { SHIPPED, type SynthesizedPlatform } from "../../../../support/synth-platform";

let hcp: SynthesizedPlatform;
let github: SynthesizedPlatform;
let roles: SynthesizedPlatform;
beforeAll(async () => {
  hcp = await bootstrapped(SHIPPED, "hcp");
  github = await bootstrapped(SHIPPED, "github");
  roles = await bootstrapped(SHIPPED, "roles");
}, 120_000);

test("the generated roles are taken by whom the config names, and nobody else", async () => {
  for (const made of [hcp, github, roles]) {
    const { findings, decisions } = await checkPlatform(made, "provisioner-trust");
    expect(findings).toEqual([]);
    expect(decisions).toBeGreaterThan(900);
  }
});

test("the generated roles plan and apply their own stack alone", async () => {
  for (const made of [hcp, github, roles]) {
    const { findings, decisions, notes } = await checkPlatform(made, "provisioner-rights");
    expect(findings).toEqual([]);
    expect(notes).toBeUndefined();
    expect(decisions).toBeGreaterThan(5_000);
  }
});

test.each(["machine-roles", "artifacts", "boundaries", "statements", "keys", "outside"])(
  "%s holds with bootstrap stacks, too",
  async (check) => {
    for (const made of [hcp, github])
      expect((await checkPlatform(made, check)).findings).toEqual([]);
  },
);

const SUB = "app.terraform.io:sub";
const RUN = "organization:example-org:project:platform:workspace:gatehouse";

test.each([
  ["any run", without("StringEquals", SUB)],
  ["any audience", without("StringEquals", "app.terraform.io:aud")],
  ["another phase", valued("StringEquals", SUB, `${RUN}-pipeline-storefront:run_phase:plan`)],
  [
    "another workspace as well",
    valued("StringEquals", SUB, [
      `${RUN}-pipeline-storefront:run_phase:apply`,
      `${RUN}-zz-stray:run_phase:apply`,
    ]),
  ],
  ["no run at all", nothing],
] as const)("finds a role that trusts %s of HCP Terraform", async (_, change) => {
  const { findings } = await checkPlatform(hcp, "provisioner-trust", trust("HcpTerraform", change));
  expect(findings.map(({ kind }) => kind)).toContain("violated");
});

test("finds a journal that a pull request may write", async () => {
  const { findings } = await checkPlatform(
    github,
    "provisioner-trust",
    trust(
      "GitHub",
      valued("StringEquals", "token.actions.githubusercontent.com:sub", [
        "repo:example-org/platform:environment:preview",
        "repo:example-org/platform:environment:production",
        "repo:example-org/platform:pull_request",
      ]),
      "promotion",
    ),
  );
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^repo:example-org\/platform:pull_request can take .*-promotion$/),
  ]);
});

test("finds that no role writes the journal, where one merely looks like it", async () => {
  const { findings } = await checkPlatform(github, "provisioner-trust", {
    stack: "bootstrap-tooling",
    address: "aws_iam_role.promotion",
    change: (was) => ({ ...was, tags: { "gatehouse:stack": "tooling" } }),
  });
  expect(findings.map(({ message }) => message)).toContain(
    "the config has a role that writes the journal of promotions, and no stack makes it",
  );
});

test("finds a pattern where an exact subject belongs", async () => {
  const { findings } = await checkPlatform(
    hcp,
    "provisioner-trust",
    trust("HcpTerraform", valued("StringEquals", SUB, `${RUN}-*:run_phase:apply`)),
  );
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringContaining("where an exact name belongs"),
  );
});

test("finds an apply role that a pull request may take", async () => {
  const { findings } = await checkPlatform(
    github,
    "provisioner-trust",
    trust(
      "GitHub",
      valued("StringEquals", "token.actions.githubusercontent.com:sub", [
        "repo:example-org/platform:environment:production",
        "repo:example-org/platform:pull_request",
      ]),
    ),
  );
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^repo:example-org\/platform:pull_request can take/),
  );
});

test.each([
  ["without the organisation", without("StringEquals", "aws:PrincipalOrgID")],
  ["of the whole account", without("ArnEquals", "aws:PrincipalArn")],
] as const)("finds trust in roles %s", async (_, change) => {
  const { findings } = await checkPlatform(
    roles,
    "provisioner-trust",
    trust("ExactRoles222222222222", change),
  );
  expect(findings.map(({ kind }) => kind)).toContain("violated");
});

test.each([
  [
    "a deploy role's policy",
    "iam:PutRolePolicy",
    "arn:aws:iam::222222222222:role/gatehouse-data-lake-pipeline",
  ],
  [
    "another pipeline",
    "codepipeline:UpdatePipeline",
    "arn:aws:codepipeline:eu-west-1:222222222222:data-lake",
  ],
  ["another bucket", "s3:PutBucketPolicy", "arn:aws:s3:::gatehouse-data-lake-222222222222-euw1"],
  [
    "a shared boundary",
    "iam:CreatePolicyVersion",
    "arn:aws:iam::222222222222:policy/gatehouse-boundary",
  ],
] as const)("finds an apply role that reaches %s of another stack", async (_, action, resource) => {
  const widen = policy("StateLock", (was) => ({ ...was, Action: action, Resource: resource }));
  const { findings } = await checkPlatform(github, "provisioner-rights", widen);
  expect(findings).toContainEqual(expect.objectContaining({ kind: "violated", action, resource }));
});

test.each([
  ["writes the state", policy("StateRead", more("Action", "s3:PutObject"), "tooling-plan")],
  [
    "locks another state",
    policy(
      "StateLock",
      more("Resource", "arn:aws:s3:::example-org-state/gatehouse/zz.tfstate.tflock"),
      "tooling-plan",
    ),
  ],
  ["makes a role", policy("Read", more("Action", "iam:CreateRole"), "tooling-plan")],
] as const)("finds a plan role that %s", async (_, slip) => {
  const { findings } = await checkPlatform(github, "provisioner-rights", slip);
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringContaining("plans, and may"),
  );
});

const LINES = "arn:aws:s3:::example-org-state/gatehouse/promotion/journal";
test.each([
  [
    "overwrites a line",
    "overwrite arn:aws:s3:::example-org-state/gatehouse/promotion/journal/",
    policy("PromotionAdd", without("Null", "s3:if-none-match"), "promotion"),
  ],
  [
    "deletes a line",
    "may s3:DeleteObject",
    policy("PromotionRead", more("Action", "s3:DeleteObject"), "promotion"),
  ],
  [
    "reads a state",
    "which is not its stack's",
    policy(
      "PromotionRead",
      more("Resource", "arn:aws:s3:::example-org-state/gatehouse/bootstrap-tooling.tfstate"),
      "promotion",
    ),
  ],
  [
    "reads beside the journal",
    "where names are known",
    policy(
      "PromotionRead",
      more("Resource", "arn:aws:s3:::example-org-state/gatehouse/promotion/*"),
      "promotion",
    ),
  ],
  [
    "overwrites a bundle",
    "overwrite arn:aws:s3:::example-org-state/gatehouse/promotion/bundles/any",
    policy("PromotionAdd", without("Null", "s3:if-none-match"), "promotion"),
  ],
  [
    "can't write",
    `cannot add ${LINES}/00000001.jsonl, and needs to`,
    policy("PromotionAdd", nothing, "promotion"),
  ],
  [
    "is an apply role's too",
    "which is not its stack's",
    policy("State", more("Resource", `${LINES}/00000001.jsonl`), "tooling-apply"),
  ],
] as const)("finds a journal whose role %s", async (_, message, slip) => {
  // The bucket holds some of it as well.
  const open: Slip = {
    stack: "bootstrap-tooling",
    address: "aws_s3_bucket_policy.state",
    sid: "PromotionOnce",
    change: nothing,
  };
  const { findings } = await checkPlatform(github, "provisioner-rights", slip, open);
  expect(findings.map((each) => each.message)).toContainEqual(expect.stringContaining(message));
});

test("finds names that became patterns", async () => {
  const { findings } = await checkPlatform(
    github,
    "provisioner-rights",
    policy("StateLock", (was) => ({
      ...was,
      Resource: "arn:aws:s3:::example-org-state/gatehouse/*",
    })),
  );
  expect(findings.map(({ kind }) => kind)).toContain("violated");
});

test("finds keys and sets that are told by no tag", async () => {
  const slips: Slip[] = [
    policy("Change", without("StringEquals", "aws:ResourceTag/gatehouse:stack"), "tooling-apply"),
  ];
  const { findings } = await checkPlatform(hcp, "provisioner-rights", ...slips);
  expect(findings).toContainEqual(
    expect.objectContaining({ action: "kms:PutKeyPolicy", kind: "violated" }),
  );
});

test.each([
  ["KeepProvisioners", "iam:CreatePolicyVersion"],
  ["OnlyBoundedRoles", "iam:CreateRole"],
] as const)("finds a boundary without %s", async (sid, action) => {
  const { findings } = await checkPlatform(hcp, "provisioner-rights", boundary(sid, nothing));
  expect(findings).toContainEqual(expect.objectContaining({ action, kind: "violated" }));
});

test.each([
  "iam:CreateAccessKey",
  "iam:DeleteRolePermissionsBoundary",
  "iam:CreateOpenIDConnectProvider",
])("finds a boundary that lets %s through", async (action) => {
  const slip = boundary("Needediam", more("Action", action));
  const { findings } = await checkPlatform(hcp, "provisioner-rights", slip);
  expect(findings).toContainEqual(expect.objectContaining({ action, kind: "violated" }));
});

test("a role that only looks like Terraform's is judged as a pipeline's", async () => {
  const { findings } = await checkPlatform(hcp, "machine-roles", {
    stack: "bootstrap-tooling",
    address: "aws_iam_role.tooling-apply",
    change: (was) => ({ ...was, tags: { "gatehouse:stack": "pipeline-storefront" } }),
  });
  expect(findings.map(({ kind }) => kind)).toContain("violated");
});
