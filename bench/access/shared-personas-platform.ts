import { parse, stringify } from "yaml";
import { largePlatform } from "../large-platform";

interface Config {
  readonly pipelines: Readonly<Record<string, { readonly source: object }>>;
}

/**
 * The large organisation with two pipelines for every ten accounts, and eight personas for all of it in place of six
 * for each product: 1,000 accounts make some 200 pipelines.
 */
export function sharedPersonasPlatform(accounts: number): string {
  const config = parse(largePlatform(accounts)) as Config;
  const twins = Object.entries(config.pipelines).flatMap(([name, pipeline]) => [
    [name, pipeline] as const,
    [`${name}-b`, twinOf(`${name}-b`, pipeline)] as const,
  ]);
  const people = { personas: PERSONAS, groups: GROUPS };
  return stringify(
    { ...config, pipelines: Object.fromEntries(twins), ...people },
    { aliasDuplicateObjects: false },
  );
}

function twinOf(name: string, pipeline: Config["pipelines"][string]): object {
  return { ...pipeline, source: { ...pipeline.source, repository: `example-org/${name}` } };
}

const EVERYWHERE = { pipelines: "all" };
const PERSONAS: Readonly<Record<string, object>> = {
  developer: persona(
    { capabilities: ["view", "start", "retry", "logs"], ...EVERYWHERE },
    { capabilities: ["inspect"], accounts: { environments: ["dev"] } },
  ),
  tester: persona(
    { capabilities: ["view", "logs"], ...EVERYWHERE },
    { capabilities: ["approve"], ...EVERYWHERE, stages: { environments: ["staging"] } },
  ),
  "release-manager": persona(
    { capabilities: ["view"], ...EVERYWHERE },
    { capabilities: ["approve", "rollback"], ...EVERYWHERE, stages: { protected: true } },
  ),
  auditor: persona(
    { capabilities: ["view", "logs"], ...EVERYWHERE },
    { capabilities: ["audit"], accounts: "all" },
  ),
  engineer: persona({ capabilities: ["view", "start", "stop", "edit"], ...EVERYWHERE }),
  operator: persona({ capabilities: ["inspect", "operate"], accounts: { environments: ["prod"] } }),
  support: persona(
    { capabilities: ["view", "stop"], ...EVERYWHERE },
    { capabilities: ["inspect"], accounts: "all" },
  ),
  reader: persona({ capabilities: ["view", "artifacts"], ...EVERYWHERE }),
};

function persona(...grants: readonly object[]): object {
  return { description: "For the measurement.", grants };
}

const GROUPS = Object.keys(PERSONAS).map((name) => ({ name, personas: [name] }));
