import { derivedNames } from "../../../lib/model/derived-names";
import { LIMITS } from "../../../lib/model/limits";
import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { goldenWith, problemsIn, problemsOf, validPlatform } from "../../support/platform-file";

const source = { connection: "github", repository: "acme/x", branch: "main" };

/** A library, which has a build project, its roles and a bucket. */
function library(name: string): Setting {
  return { path: ["pipelines", name], value: { team: "shop", source } };
}

function persona(name: string): Setting {
  return {
    path: ["personas", name],
    value: { description: "Helps.", enabled: false, extends: ["auditor"] },
  };
}

/** A target account of the Terraform pipeline, whose plan and apply projects carry its name. */
function account(name: string, id = "300000000001"): Setting {
  return {
    path: ["accounts", name],
    value: { id, environment: "dev", ou: "Workloads/Dev", regions: ["eu-west-1"] },
  };
}

describe("a name of exactly the limit is taken, one character more is not", () => {
  test.each([
    ["a permission set", "acme-", persona, LIMITS.permissionSetName, (text: string) => text],
    [
      "a project's role",
      "acme-queues--apply-project",
      account,
      LIMITS.roleName,
      (text: string) => text,
    ],
  ])("%s", async (kind, around, define, limit, shape) => {
    const fitting = "a".repeat(limit - around.length);
    expect(await problemsIn(goldenWith(define(shape(fitting))))).toEqual([]);
    const [problem] = await problemsIn(goldenWith(define(shape(`${fitting}a`))));
    expect(problem).toMatchObject({
      code: "name-too-long",
      fix: "shorten this name or namePrefix by 1 character",
    });
    expect(problem?.message).toContain(`${limit + 1} characters; AWS takes ${limit}`);
    expect(kind).toContain(/permission set|role/.exec(problem?.message ?? "")?.[0] ?? "?");
  });

  test("a connection", async () => {
    const name = (length: number) => "c".repeat(length - "acme-".length);
    const define = (length: number) => ({
      path: ["connections", name(length)],
      value: { provider: "GitLab" },
    });
    expect(await problemsIn(goldenWith(define(LIMITS.connectionName)))).toEqual([]);
    const [problem] = await problemsIn(goldenWith(define(LIMITS.connectionName + 1)));
    expect(problem).toMatchObject({
      code: "name-too-long",
      path: `connections.${name(LIMITS.connectionName + 1)}`,
    });
  });

  test("the longest pipeline with the longest prefix still has names for its bucket and its roles", async () => {
    const long = goldenWith(
      { path: ["namePrefix"], value: "abcdefghijkl" },
      library("p".repeat(32)),
    );
    const platform = await validPlatform(long);
    const longest = Math.max(
      ...derivedNames(platform)
        .filter(({ kind }) => kind === "bucket")
        .map(({ name }) => name.length),
    );
    expect(longest).toBeLessThanOrEqual(LIMITS.bucketName);
    expect(longest).toBeGreaterThan(60);
  });
});

test("how much is too much is told in characters", async () => {
  const [problem] = await problemsIn(
    goldenWith({ path: ["namePrefix"], value: "acme-shop" }, persona("senior-release-engineer-eu")),
  );
  expect(problem).toMatchObject({
    path: "personas.senior-release-engineer-eu",
    got: "acme-shop-senior-release-engineer-eu (36 characters)",
    fix: "shorten this name or namePrefix by 4 characters",
  });
});

test("two pairs that come to the same whole are told", async () => {
  const terraform = { kind: "terraform", executionProfile: "queues" };
  const stages = [{ name: "dev", accounts: { names: ["dev"] } }];
  const problems = await problemsOf(
    "name-collision",
    // queues + eu-dev and queues-eu + dev.
    goldenWith(account("eu-dev"), {
      path: ["pipelines", "queues-eu"],
      value: { team: "data", source, deploy: terraform, stages },
    }),
  );
  expect(new Set(problems.map(({ path }) => path))).toEqual(
    new Set(["pipelines.queues-eu.stages[0]"]),
  );
  expect(problems.map(({ got }) => got)).toContain("acme-queues-eu-dev-plan-project");
});

test("a pipeline called access-logs would take the access-log bucket", async () => {
  const [problem] = await problemsOf("name-collision", goldenWith(library("access-logs")));
  expect(problem).toMatchObject({
    path: "pipelines.access-logs",
    got: "acme-access-logs-100000000002-euw1",
  });
});

test("roles of one name in two accounts are two roles", async () => {
  const roles = derivedNames(await validPlatform(goldenWith())).filter(
    ({ name }) => name === "acme-api-deploy",
  );
  expect(roles.map(({ scope }) => scope)).toEqual(["200000000001", "200000000003", "200000000002"]);
});

test("an existing connection keeps its own name", async () => {
  const arn =
    "arn:aws:codeconnections:eu-west-1:100000000002:connection/01234567-89ab-cdef-0123-456789abcdef";
  const platform = await validPlatform(
    goldenWith({ path: ["connections", "github"], value: { arn } }),
  );
  expect(derivedNames(platform).filter(({ kind }) => kind === "connection")).toEqual([]);
});
