import { lookUpAction } from "../../../lib/model/iam-reference";
import type { Platform } from "../../../lib/model/platform";
import { compilePipeline } from "../../../lib/policy/compile-pipeline";
import { compileTarget } from "../../../lib/policy/compile-target";
import { compileTooling } from "../../../lib/policy/compile-tooling";
import { executionBoundary } from "../../../lib/policy/boundaries";
import { uncovered } from "../../support/covers";
import { GOLDEN_TEXT, SHIPPED_TEXT, goldenWith, validPlatform } from "../../support/platform-file";

const connectionArn = "arn:aws:codestar-connections:eu-west-1:100000000002:connection/1";

const platforms: readonly [string, string][] = [
  ["golden", GOLDEN_TEXT],
  ["shipped", SHIPPED_TEXT],
];

const toolingRoles = (platform: Platform, arn: string) =>
  platform.pipelines.flatMap((pipeline) => {
    const compiled = compilePipeline(platform, pipeline, arn);
    return [
      compiled.role,
      compiled.source,
      ...compiled.projects.flatMap(({ role, actionRole }) => [role, actionRole]),
      ...compiled.approvals.map(({ role }) => role),
    ];
  });

describe.each(platforms)("in the %s platform", (_, text) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await validPlatform(text);
  });

  test("the tooling boundary covers what each role there is given", () => {
    const { boundary } = compileTooling(platform);
    const arn = connectionArn.replace("100000000002", platform.tooling.accountId);
    for (const role of toolingRoles(platform, arn)) {
      expect([role.name, uncovered(boundary.statements, role.statements)]).toEqual([role.name, []]);
    }
  });

  test("each target boundary covers what its roles are given", () => {
    const targets = platform.accounts.flatMap((account) => compileTarget(platform, account));
    expect(targets.length).toBeGreaterThan(5);
    for (const { deployBoundary, deployRole, planRole, ...rest } of targets) {
      for (const role of [deployRole, planRole]) {
        expect(uncovered(deployBoundary.statements, role?.statements ?? [])).toEqual([]);
      }
      const { executionBoundary, executionRole } = rest;
      expect(
        uncovered(executionBoundary?.statements ?? [], executionRole?.statements ?? []),
      ).toEqual([]);
    }
  });

  test("no boundary allows a wildcard action, or every resource of an action that has resources", async () => {
    const boundaries = [
      compileTooling(platform).boundary,
      ...platform.accounts
        .flatMap((account) => compileTarget(platform, account))
        .flatMap(({ deployBoundary, executionBoundary }) => [deployBoundary, executionBoundary]),
    ];
    const allows = boundaries
      .flatMap((boundary) => boundary?.statements ?? [])
      .filter(({ effect }) => effect !== "Deny");
    const actions = allows.flatMap((statement) => statement.actions);
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
    const everywhere = allows.filter(({ resources }) => resources?.includes("*"));
    for (const action of new Set(everywhere.flatMap((statement) => statement.actions))) {
      expect(await lookUpAction(action)).toMatchObject({
        kind: "known",
        name: action,
        arnPatterns: [],
      });
    }
  });
});

describe("the boundary of an execution role", () => {
  const execution = async (account = "dev") => {
    const platform = await validPlatform(GOLDEN_TEXT);
    const found = platform.accounts.find(({ name }) => name === account);
    if (found === undefined) throw new Error(`no account ${account}`);
    const target = compileTarget(platform, found).find(({ pipeline }) => pipeline.name === "api");
    return {
      statements: target?.executionRole?.statements ?? [],
      boundary: target?.executionBoundary?.statements ?? [],
    };
  };
  const boundaryArn = "arn:aws:iam::200000000001:policy/acme-api-boundary";

  test("is on every role that it can create or widen", async () => {
    const { statements } = await execution();
    const widening = statements.filter(({ actions }) =>
      actions.some((action) =>
        /^iam:(Create|Put|Attach|UpdateAssume|DeleteRolePolicy|DetachRolePolicy)/.test(action),
      ),
    );
    expect(widening).toHaveLength(1);
    expect(widening[0]).toMatchObject({
      sid: "BoundedRoles",
      resources: ["arn:aws:iam::200000000001:role/acme/api/*"],
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    });
  });

  test("is on every role even where a profile itself allows to create and widen roles", () => {
    const role = "arn:aws:iam::200000000001:role/*";
    const actions = ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"];
    const loose = { sid: "Loose", actions, resources: [role] };
    const boundary = executionBoundary({ allowed: [loose], boundaryArn });
    expect(uncovered(boundary, [loose])).toHaveLength(3);
    const bounded = { StringEquals: { "iam:PermissionsBoundary": boundaryArn } };
    expect(uncovered(boundary, [{ ...loose, conditions: bounded }])).toEqual([]);
    const other = { StringEquals: { "iam:PermissionsBoundary": `${boundaryArn}-of-its-own` } };
    expect(uncovered(boundary, [{ ...loose, conditions: other }])).toHaveLength(3);
  });

  test("can't be taken off or rewritten by it", async () => {
    const { boundary } = await execution();
    const off = { sid: "Off", actions: ["iam:DeleteRolePermissionsBoundary"], resources: ["*"] };
    expect(uncovered(boundary, [off])).toHaveLength(1);
    const actions = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"];
    expect(uncovered(boundary, [{ sid: "New", actions, resources: [boundaryArn] }])).toHaveLength(
      2,
    );
  });

  test("holds for its workload's roles what the profile says of them, and the role itself lacks", async () => {
    const { statements, boundary } = await execution();
    const logs = {
      sid: "Workload",
      actions: ["logs:PutLogEvents"],
      resources: ["arn:aws:logs:eu-west-1:200000000001:log-group:/aws/lambda/api-one"],
    };
    expect(uncovered(boundary, [logs])).toEqual([]);
    expect(uncovered(statements, [logs])).toHaveLength(1);
  });

  test("covers paths of its own pipeline only, not of one whose name begins alike", async () => {
    const { statements } = await execution();
    const create = (role: string) => [
      {
        sid: "Create",
        actions: ["iam:CreateRole"],
        resources: [`arn:aws:iam::200000000001:role/${role}`],
      },
    ];
    expect(uncovered(statements, create("acme/api/function"))).toEqual([]);
    expect(uncovered(statements, create("acme/api-gateway/function"))).toHaveLength(1);
    expect(uncovered(statements, create("acme-api-deploy"))).toHaveLength(1);
  });
});

describe("the tooling boundary", () => {
  test("has no statement without resources where there is no connection", async () => {
    const text = goldenWith(
      { path: ["connections"], value: {} },
      { path: ["pipelines"], value: {} },
      { path: ["executionProfiles"], value: {} },
      { path: ["personas"], value: {} },
      { path: ["groups"], value: [] },
    );
    const { boundary } = compileTooling(await validPlatform(text));
    expect(boundary.statements.filter(({ resources }) => resources?.length === 0)).toEqual([]);
  });
});
