import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { asList, policiesIn, resourcesOf } from "../support/policies";
import { SHIPPED, type StackJson, synthFile, synthPlatform } from "../support/synth-platform";

let stack: StackJson;
beforeAll(async () => {
  stack = (await synthFile(SHIPPED)).stack("identity-center");
});

/** Actions that a persona's set allows, with their resources. */
function rights(persona: string) {
  return policiesIn("", stack)
    .filter(({ address }) => address.includes(`persona-${persona}_`))
    .flatMap(({ statements }) => statements)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) =>
      asList(Action).flatMap((action) =>
        asList(Resource).map((resource) => `${action} ${resource}`),
      ),
    );
}

/** What the boundary of people allows at most. */
async function boundaryActions(): Promise<string[]> {
  const tooling = (await synthFile(SHIPPED)).stack("tooling");
  return policiesIn("", tooling)
    .filter(({ resource }) => resource["name"] === "gatehouse-people-boundary")
    .flatMap(({ statements }) => statements)
    .flatMap(({ Action }) => asList(Action));
}

const PIPELINES = "arn:aws:codepipeline:eu-west-1:222222222222";

test("each enabled persona is one permission set; break-glass, which is off, is none", () => {
  const sets = resourcesOf(stack, "aws_ssoadmin_permission_set");
  expect(sets.map((set) => set["name"]).sort()).toEqual([
    "gatehouse-auditor",
    "gatehouse-data-developer",
    "gatehouse-developer",
    "gatehouse-platform-engineer",
    "gatehouse-release-manager",
    "gatehouse-tester",
  ]);
  expect(sets.find((set) => set["name"] === "gatehouse-release-manager")).toMatchObject({
    session_duration: "PT4H",
    relay_state: "https://console.aws.amazon.com/codesuite/codepipeline/pipelines?region=eu-west-1",
    tags: { "gatehouse:persona": "release-manager" },
  });
});

test("a developer starts their team's pipelines, and approves nothing", () => {
  const developer = rights("developer");
  expect(developer).toContain(`codepipeline:StartPipelineExecution ${PIPELINES}:storefront`);
  expect(
    developer.filter((right) => right.includes("data-lake") || right.includes("PutApprovalResult")),
  ).toEqual([]);
});

test("a tester approves exactly the staging approvals", () => {
  expect(rights("tester").filter((right) => right.includes("PutApprovalResult"))).toEqual([
    `codepipeline:PutApprovalResult ${PIPELINES}:checkout-api/staging/approve`,
    `codepipeline:PutApprovalResult ${PIPELINES}:data-lake/staging/approve`,
    `codepipeline:PutApprovalResult ${PIPELINES}:storefront/staging/approve`,
  ]);
});

test("a release manager approves, rolls back and closes prod, and is allowed to start, edit, override or open nothing", () => {
  const allowed = rights("release-manager");
  expect(allowed).toContain(`codepipeline:PutApprovalResult ${PIPELINES}:storefront/prod/approve`);
  expect(allowed).toContain(`codepipeline:RollbackStage ${PIPELINES}:storefront/prod`);
  expect(allowed.filter((right) => /Start|Update|Override|Enable|staging/.test(right))).toEqual([]);
  expect(allowed).toContain(`codepipeline:DisableStageTransition ${PIPELINES}:storefront/prod`);
});

test("an auditor changes nothing and reads no artifact", () => {
  const auditor = rights("auditor");
  expect(auditor).toContain("cloudtrail:LookupEvents *");
  expect(
    auditor.filter(
      (right) =>
        !/^[a-z0-9-]+:(BatchGet|Describe|Filter|Generate|Get|List|Lookup|Simulate)/.test(right),
    ),
  ).toEqual([]);
  expect(auditor.filter((right) => /^(s3:GetObject|kms:Decrypt)/.test(right))).toEqual([]);
});

test("a platform engineer edits pipelines by passing exactly their roles to CodePipeline, and approves nothing", () => {
  const engineer = rights("platform-engineer");
  expect(engineer.filter((right) => right.startsWith("iam:PassRole"))).toEqual([
    "iam:PassRole arn:aws:iam::222222222222:role/gatehouse-checkout-api-pipeline",
    "iam:PassRole arn:aws:iam::222222222222:role/gatehouse-data-lake-pipeline",
    "iam:PassRole arn:aws:iam::222222222222:role/gatehouse-design-system-pipeline",
    "iam:PassRole arn:aws:iam::222222222222:role/gatehouse-storefront-pipeline",
  ]);
  expect(engineer.filter((right) => right.includes("PutApprovalResult"))).toEqual([]);
});

test("each group gets its personas in exactly the accounts that these reach", () => {
  const assignments = resourcesOf(stack, "aws_ssoadmin_account_assignment").map((each) => [
    /group-([\w-]+)/.exec(String(each["principal_id"]))?.[1]?.replace(/_[0-9A-F]{8}$/, ""),
    /persona-([\w-]+)_set/.exec(String(each["permission_set_arn"]))?.[1],
    each["target_id"],
  ]);
  expect(
    assignments.filter(([, persona]) => persona === "developer").map(([, , account]) => account),
  ).toEqual(["222222222222", "400000000001"]);
  expect(
    assignments.filter(([, persona]) => persona === "auditor").map(([, , account]) => account),
  ).toEqual(["222222222222", ...[1, 2, 3, 4, 5, 6].map((number) => `40000000000${number}`)]);
  expect(
    resourcesOf(stack, "aws_ssoadmin_account_assignment").every(
      (each) => each["principal_type"] === "GROUP",
    ),
  ).toBe(true);
});

test("groups of the directory are looked up, and only the one that says so is created", () => {
  expect(
    resourcesOf(stack, "aws_identitystore_group").map((group) => group["display_name"]),
  ).toEqual(["Platform Team"]);
  const lookedUp = Object.values(stack.data?.["aws_identitystore_group"] ?? {});
  expect(lookedUp).toHaveLength(5);
  expect(lookedUp[0]).toHaveProperty(
    "alternate_identifier.unique_attribute.attribute_path",
    "DisplayName",
  );
});

test("a set's policies come after all of its assignments, since destroying them the other way round fails", () => {
  const assignments = Object.keys(stack.resource["aws_ssoadmin_account_assignment"] ?? {});
  // The boundary is the first of them, so that nothing is allowed before it is there.
  const awaited = resourcesOf(stack, "aws_ssoadmin_permissions_boundary_attachment").flatMap(
    (boundary) => boundary["depends_on"] as string[],
  );
  expect(awaited.sort()).toEqual(
    assignments.map((id) => `aws_ssoadmin_account_assignment.${id}`).sort(),
  );
});

test("without Identity Center there is no such stack", async () => {
  const config = parse(readFileSync(SHIPPED, "utf8")) as Record<string, unknown>;
  const without = await synthPlatform(stringify({ ...config, identity: { mode: "none" } }));
  expect(without.stackNames).not.toContain("identity-center");
});

test("a delegated administrator's account holds the stack where one is named", async () => {
  const config = parse(readFileSync(SHIPPED, "utf8")) as Record<string, Record<string, unknown>>;
  const delegated = await synthPlatform(
    stringify({
      ...config,
      identity: {
        ...config["identity"],
        adminAccountId: "555555555555",
        permissionsBoundaryPolicy: "people-boundary",
      },
    }),
  );
  const { provider, resource } = delegated.stack("identity-center");
  expect(provider.aws[0]?.["allowed_account_ids"]).toEqual(["555555555555"]);
  expect(Object.keys(resource["aws_ssoadmin_permissions_boundary_attachment"] ?? {})).toHaveLength(
    6,
  );
});

test("managed policies are attached one after the other, after the inline policy", async () => {
  const config = parse(readFileSync(SHIPPED, "utf8")) as Record<string, unknown> & {
    personas: { auditor: Record<string, unknown> };
  };
  Object.assign(config.personas.auditor, {
    managedPolicies: ["SecurityAudit", "job-function/ViewOnlyAccess"],
    customerManagedPolicies: ["own-audit"],
  });
  const { resource } = (await synthPlatform(stringify(config))).stack("identity-center");
  const attached = Object.values(resource["aws_ssoadmin_managed_policy_attachment"] ?? {});
  expect(attached.map((each) => each["managed_policy_arn"]).sort()).toEqual([
    "arn:aws:iam::aws:policy/SecurityAudit",
    "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
  ]);
  const [own] = Object.values(resource["aws_ssoadmin_customer_managed_policy_attachment"] ?? {});
  expect(own?.["customer_managed_policy_reference"]).toEqual({ name: "own-audit", path: "/" });
  const steps = [...attached, own].map((each) => each?.["depends_on"] as string[]);
  expect(steps.every((each) => each.length === 1)).toBe(true);
  expect(
    steps
      .flat()
      .map((address) => address.split(".")[0])
      .sort(),
  ).toEqual([
    "aws_ssoadmin_customer_managed_policy_attachment",
    "aws_ssoadmin_managed_policy_attachment",
    "aws_ssoadmin_permission_set_inline_policy",
  ]);
});

test("every set is bounded by the policy that each of its accounts has from its own stack", async () => {
  const bounds = resourcesOf(stack, "aws_ssoadmin_permissions_boundary_attachment");
  expect(bounds).toHaveLength(6);
  const shipped = await synthFile(SHIPPED);
  for (const bound of bounds) {
    expect(bound).toMatchObject({
      permissions_boundary: {
        customer_managed_policy_reference: { name: "gatehouse-people-boundary", path: "/" },
      },
    });
  }
  for (const name of ["tooling", "target-shop-prod"]) {
    const policies = resourcesOf(shipped.stack(name), "aws_iam_policy");
    expect(policies.map((policy) => policy["name"])).toContain("gatehouse-people-boundary");
  }
});

test("the boundary of people lets nobody change rights, take a role or make a key", async () => {
  const boundary = await boundaryActions();
  expect(boundary.length).toBeGreaterThan(0);
  expect(
    boundary.filter(
      (action) =>
        /^(sts|sso|organizations|identitystore):/.test(action) ||
        (action.startsWith("iam:") && !/^iam:(Generate|Get|List|Simulate|PassRole)/.test(action)),
    ),
  ).toEqual([]);
});
