import { accountPlaces } from "../../../../lib/access/matrix/account-places";
import { askAction, askMachine, resourceOf } from "../../../../lib/access/matrix/ask-action";
import { computeMatrix } from "../../../../lib/access/matrix/compute-matrix";
import { placeName } from "../../../../lib/access/matrix/compare-places";
import { explainCell } from "../../../../lib/access/matrix/explain-cell";
import { filterMatrix } from "../../../../lib/access/matrix/filter-matrix";
import { findQuestions } from "../../../../lib/access/matrix/find-questions";
import { findSubjects } from "../../../../lib/access/subjects/find-subjects";
import { type GeneratedWorld, cellTexts, generatedWorld } from "../../../support/generated-world";
import { SHIPPED, synthFile } from "../../../support/synth-platform";

const PIPELINE = "arn:aws:codepipeline:eu-west-1:222222222222:checkout-api";

let world: GeneratedWorld;
beforeAll(async () => {
  world = generatedWorld(await synthFile(SHIPPED));
});

const questionsOf = (capability: string, where: string) =>
  findQuestions(world.platform, world.world, capability, where);
const subjectOf = (id: string) => {
  const found = findSubjects(world.platform, world.world).find((each) => each.id === id);
  if (found === undefined) throw new Error(`no subject ${id}`);
  return found;
};

describe("a place takes in what is below it", () => {
  test.each([
    ["approve", "checkout-api", ["checkout-api/prod/approve", "checkout-api/staging/approve"]],
    ["approve", "checkout-api/prod", ["checkout-api/prod/approve"]],
    ["retry", "design-system", ["design-system/build", "design-system/source"]],
    ["inspect", "shop-dev", ["shop-dev"]],
    ["inspect", "400000000001", ["shop-dev"]],
    ["audit", "tooling", ["tooling"]],
  ])("%s %s", (capability, where, expected) => {
    const found = questionsOf(capability, where);
    const places = found.kind === "questions" ? found.questions.map(({ place }) => place) : [];
    expect(places.map((place) => placeName(place)).sort()).toEqual(expected);
  });

  test.each([
    ["aprove", "checkout-api", "capability", "approve"],
    ["approve", "checkout", "place", "checkout-api/prod/approve"],
    ["start", "checkout-api/prod", "place", "checkout-api"],
    ["inspect", "checkout-api", "place", "shop-dev"],
  ])("%s %s is none, and what there is is told", (capability, where, what, known) => {
    const found = questionsOf(capability, where);
    expect(found).toMatchObject({ kind: "unknown", what });
    expect(found.kind === "unknown" && found.known).toContain(known);
  });
});

test("a cell is explained by the policy, its file, its address, and the grant", () => {
  const found = questionsOf("start", "checkout-api");
  const [question] = found.kind === "questions" ? found.questions : [];
  if (question === undefined) throw new Error("start isn't asked");
  const explained = explainCell(world, subjectOf("developer"), question);
  expect(explained).toMatchObject({
    effect: { kind: "allowed" },
    intended: true,
    grants: [{ path: ["personas", "developer", "grants", 0], ownTeam: false }],
  });
  const { by } = explained.probes[0]?.verdict ?? { by: [] };
  expect(by.map(({ source }) => source)).toMatchObject([
    {
      name: "inline policy of gatehouse-developer",
      file: "stacks/identity-center/cdk.tf.json",
      at: expect.stringContaining(
        "aws_ssoadmin_permission_set_inline_policy.persona-dev",
      ) as string,
    },
    { name: "gatehouse-people-boundary", file: "stacks/tooling/cdk.tf.json" },
  ]);
  const other = explainCell(world, subjectOf("auditor"), question);
  expect(other).toMatchObject({ effect: { kind: "denied" }, intended: false, grants: [] });
  expect(explainCell(world, subjectOf("break-glass"), question).probes).toEqual([]);
});

test("a filter leaves only what it names, of each kind", () => {
  const matrix = computeMatrix(world);
  const left = (filter: Parameters<typeof filterMatrix>[1]) =>
    cellTexts(filterMatrix(matrix, filter));
  expect(left({ persona: ["release-manager"], pipeline: ["storefront"] })).toEqual([
    "release-manager approve storefront/prod/approve",
    "release-manager gate storefront/prod",
    "release-manager rollback storefront/prod",
    "release-manager view storefront",
  ]);
  expect(left({ account: ["shop-dev"] })).toEqual([
    "auditor audit shop-dev",
    "developer inspect shop-dev",
    "platform-engineer inspect shop-dev",
  ]);
  expect(left({ account: ["400000000001"], capability: ["audit"] })).toEqual([
    "auditor audit shop-dev",
  ]);
  expect(left({})).toEqual(cellTexts(matrix));
});

describe("an IAM action is asked on", () => {
  const resource = (where: string) =>
    resourceOf(where, world.world, accountPlaces(world.platform, world.world));

  test("what a place stands for", () => {
    expect(resource("checkout-api")).toEqual({ resource: PIPELINE });
    expect(resource("checkout-api/prod")).toEqual({ resource: `${PIPELINE}/prod` });
    expect(resource("arn:aws:s3:::a")).toEqual({ resource: "arn:aws:s3:::a" });
    expect(resource("shop-prod")).toMatchObject({ resource: "*", accountId: "400000000003" });
    expect(resource("checkout")).toBeUndefined();
  });

  test("the account's own role, and on none where there is none", () => {
    const ask = (id: string, where: string) =>
      askAction(world, subjectOf(id), "iam:ListRoles", resource(where) ?? { resource: "*" });
    expect(ask("auditor", "shop-prod")).toMatchObject([
      { role: { accountId: "400000000003" }, verdict: { kind: "allowed" } },
    ]);
    expect(ask("developer", "shop-prod")).toEqual([]);
    expect(ask("developer", "shop-dev")).toMatchObject([{ verdict: { kind: "implicitlyDenied" } }]);
  });

  test("a pipeline's role, by its own rights", () => {
    const role = (name: string) => {
      const found = world.world.roles.find(
        (each) => each.name === `gatehouse-checkout-api-${name}`,
      );
      if (found === undefined) throw new Error(`no role ${name}`);
      return found;
    };
    const verdict = (name: string) =>
      askMachine(world, role(name), {
        action: "sts:AssumeRole",
        resource: "arn:aws:iam::400000000003:role/gatehouse-checkout-api-deploy",
      }).kind;
    expect(verdict("pipeline")).toBe("allowed");
    expect(verdict("build-project")).not.toBe("allowed");
  });
});
