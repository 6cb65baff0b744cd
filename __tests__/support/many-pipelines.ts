import { parse } from "yaml";
import type { GrantInput } from "./persona-policies";
import { GOLDEN_TEXT } from "./platform-file";

export const SIX_STAGES = ["dev", "test", "integration", "staging", "preview", "prod"];

const golden = parse(GOLDEN_TEXT) as {
  readonly pipelines: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/**
 * A platform of pipelines with six stages each, and one persona, `busy`, that has these grants. Whoever starts may
 * approve staging, so that one persona can hold both.
 *
 * @param teams the pipelines of each team, by name
 */
export function manyPipelines(
  teams: Readonly<Record<string, readonly string[]>>,
  grants: readonly GrantInput[],
): string {
  const stages = SIX_STAGES.map((name) => ({
    name,
    accounts: { names: [name] },
    ...approval(name),
  }));
  const pipelines = Object.entries(teams).flatMap(([team, names]) =>
    names.map((name) => [
      name,
      {
        ...golden.pipelines["web"],
        team,
        source: { connection: "github", repository: `acme/${name}`, branch: "main" },
        stages,
      },
    ]),
  );
  const accounts = SIX_STAGES.map((name, index) => [
    name,
    { id: `20000000000${index}`, environment: name, regions: ["eu-west-1"] },
  ]);
  return JSON.stringify({
    ...golden,
    environments: SIX_STAGES.map((name) => ({ name, protected: name === "prod" })),
    accounts: Object.fromEntries(accounts) as object,
    pipelines: Object.fromEntries(pipelines) as object,
    personas: { busy: { description: "Does it all.", grants } },
    groups: [{ name: "Everybody", personas: ["busy"] }],
  });
}

function approval(stage: string): object {
  if (stage === "prod") return { approval: {} };
  return stage === "staging" ? { approval: { allowStarterToApprove: true } } : {};
}

/** `shop-001` and so on. */
export function numbered(prefix: string, count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `${prefix}-${String(index + 1).padStart(3, "0")}`,
  );
}
