import { CHECKS } from "../../../../lib/access/prove/all-checks";
import type { Proof } from "../../../../lib/access/prove/proof";
import { prove } from "../../../../lib/access/prove/prove";
import { withPolicy } from "../../../support/generated-world";
import { type ProvingGround, provingGround } from "../../../support/mutations/proving-ground";
import { GOLDEN, synthFile, WITHOUT_IDENTITY_CENTER } from "../../../support/synth-platform";

/** A slip by a pattern of its id, and exactly the claims that notice it. */
type Slips = readonly (readonly [slip: RegExp, claims: readonly string[]])[];

const ON_GOLDEN: Slips = [
  [/release-manager\S+ Approve: allow codepipeline:\*$/, ["intent"]],
  [/auditor\S+ View: allow on every resource of the kind$/, ["exact-names"]],
  [/release-manager\S+ NotElsewhere: deny nowhere$/, ["added-approvals"]],
  [/auditor\S+ NoOtherAccounts: deny without action sts:AssumeR\*$/, ["other-accounts"]],
  [/developer\S+ InspectLogs: any value of StringEquals aws:RequestedRegion$/, ["windows"]],
  [/auditor\S+ NoConnections: drop the deny$/, ["approval-bypass"]],
  [/auditor\S+ NoSilence: drop the deny$/, ["guard-rails"]],
  [/developer_Developers\S+: assigned to a user$/, ["membership"]],
  [/approve-prod-role\S+ ExactRoles: drop condition ArnEquals aws:PrincipalArn$/, ["role-trust"]],
  [/queues_plan-role\S+: AdministratorAccess attached$/, ["machine-roles"]],
  [/pipeline-role\S+: AdministratorAccess attached$/, ["machine-roles", "artifacts", "escalation"]],
  [/ArtifactsOfTargets: any value of StringEquals aws:PrincipalOrgID$/, ["artifacts", "outside"]],
  [/artifacts_policy\S+ OnlyTls12: drop the deny$/, ["transport"]],
  [/ArtifactsOfOwnRoles: optional StringEquals kms:ViaService$/, ["keys"]],
  [/AccessLogs: trust another organisation's account$/, ["statements"]],
  [/build-role\S+: no boundary$/, ["boundaries"]],
  [/people_boundary\S+ Peoplekms: allow kms:\*$/, ["people-boundary"]],
  [
    /aws_codepipeline\.pipeline_\S+: no approvals$/,
    ["intent", "approvals", "machine-roles", "escalation"],
  ],
];

const IN_IAM_MODE: Slips = [
  [/developer\S+ SignIn: drop condition Bool aws:MultiFactorAuthPresent$/, ["sign-in"]],
];

/** Beside each a slip of the same statement, or of one like it, that changes no decision. */
const NEAR_MISSES: readonly RegExp[] = [
  /deploy-role\S+ ExactRoles: drop condition StringEquals aws:PrincipalOrgID$/,
  /people_boundary\S+ Peoplelogs: allow on every resource$/,
  /approve-prod-role\S+ ExactRoles: trust everybody$/,
  /approve-prod\S+ ApprovalAction: drop condition ArnEquals aws:PrincipalArn$/,
];

let golden: ProvingGround;
let iam: ProvingGround;
beforeAll(async () => {
  golden = await provingGround(GOLDEN);
  iam = await provingGround(WITHOUT_IDENTITY_CENTER);
});

const noticedBy = ({ checks }: Proof) =>
  checks.filter(({ findings }) => findings.length > 0).map(({ id }) => id);

async function claimsThatNotice(ground: ProvingGround, slip: RegExp): Promise<string[]> {
  const mutation = ground.mutations.find(({ id }) => slip.test(id));
  if (mutation === undefined) throw new Error(`no slip is like ${slip.source}`);
  return noticedBy(await ground.proveMutant(mutation));
}

test.each(ON_GOLDEN)("%s is noticed by %j alone", async (slip, claims) =>
  expect(await claimsThatNotice(golden, slip)).toEqual(claims),
);

test.each(IN_IAM_MODE)("in IAM mode %s is noticed by %j alone", async (slip, claims) =>
  expect(await claimsThatNotice(iam, slip)).toEqual(claims),
);

test.each(NEAR_MISSES)("%s changes no decision, and nobody minds", async (slip) =>
  expect(await claimsThatNotice(golden, slip)).toEqual([]),
);

describe("who approves", () => {
  const proveWith = async (Action: string) =>
    prove({
      ...withPolicy(await synthFile(GOLDEN), "release-manager", (statements) => [
        ...statements.filter(({ Effect }) => Effect === "Allow"),
        { Sid: "Slip", Effect: "Allow", Action, Resource: "*" },
      ]),
      only: ["separation-of-duties"],
    });

  test("and could start, by whatever statement, unites duties", async () => {
    const [check] = (await proveWith("codepipeline:StartPipelineExecution")).checks;
    const found = check?.findings ?? [];
    expect(found.map(({ who }) => who)).toContain("persona release-manager");
    expect(found[0]?.message).toMatch(
      /can approve and start in pipeline \S+, which rule approver-/,
    );
    expect(found.every(({ kind }) => kind === "violated")).toBe(true);
  });

  test("and could look, does not", async () => {
    expect(noticedBy(await proveWith("codepipeline:GetPipelineState"))).toEqual([]);
  });
});

test("there is a slip for each claim", () => {
  const tried = [...ON_GOLDEN, ...IN_IAM_MODE].flatMap(([, claims]) => claims);
  // In duties' own tests, and in those of platforms with bootstrap stacks or an audit trail.
  const elsewhere = [
    "separation-of-duties",
    "provisioner-rights",
    "provisioner-trust",
    "audit-trail",
  ];
  expect([...new Set([...tried, ...elsewhere])].sort()).toEqual(CHECKS.map(({ id }) => id).sort());
});
