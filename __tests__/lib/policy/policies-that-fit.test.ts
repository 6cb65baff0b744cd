import { parse, stringify } from "yaml";
import { compileTooling } from "../../../lib/policy/compile-tooling";
import { policySize } from "../../../lib/policy/render-policy";
import { statementsOf } from "../../support/persona-policies";
import { GOLDEN_TEXT, validPlatform } from "../../support/platform-file";

interface Config {
  pipelines: Record<string, Record<string, unknown>>;
}

/** The golden platform with copies of one of its pipelines, and with other settings changed. */
function copies(of: string, names: readonly string[], changes: object = {}): string {
  const config = parse(GOLDEN_TEXT) as Config;
  for (const name of names) {
    config.pipelines[name] = { ...structuredClone(config.pipelines[of]), team: "copies" };
  }
  return stringify({ ...config, ...changes });
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `web${index + 1}`);

test("the tooling boundary does not grow with the number of pipelines that build alike", async () => {
  const sizes = await Promise.all(
    [1, 300].map(async (count) => {
      const text = copies("web", numbered(count), { personas: {}, groups: [] });
      const platform = await validPlatform(text);
      return policySize(compileTooling(platform).boundary.statements);
    }),
  );
  expect(sizes[0]).toBe(sizes[1]);
});

describe("the logs of a Terraform pipeline, with its two projects an account", () => {
  const projects = async (text: string) => {
    const platform = await validPlatform(text);
    return statementsOf(platform, "platform-engineer")
      .filter(({ actions }) => actions.includes("codebuild:BatchGetBuilds"))
      .flatMap(({ resources = [] }) => resources)
      .filter((resource) => resource.includes("acme-queues-"))
      .map((resource) => resource.split("/")[1]);
  };

  test("are one pattern", async () => {
    expect(await projects(GOLDEN_TEXT)).toEqual(["acme-queues-*"]);
  });

  test("are listed where the pattern would take in another pipeline's", async () => {
    expect(await projects(copies("web", ["queues-two"]))).toEqual([
      "acme-queues-build",
      "acme-queues-dev-apply",
      "acme-queues-dev-plan",
      "acme-queues-prod-apply",
      "acme-queues-prod-plan",
      "acme-queues-two-build",
    ]);
  });

  test("are listed where it would take in a step of a pipeline whose account is named like that", async () => {
    const config = parse(copies("queues", ["queues-dev"])) as Config;
    const platform = await validPlatform(stringify(config));
    const resources = statementsOf(platform, "platform-engineer").flatMap(
      ({ resources: each = [] }) => each,
    );
    // queues has the project acme-queues-dev-plan, which is none of queues-dev's.
    expect(resources.filter((resource) => resource.endsWith("acme-queues-dev-*"))).toEqual([]);
    expect(
      resources.filter((resource) => resource.endsWith("acme-queues-dev-dev-plan")),
    ).toHaveLength(1);
  });
});
