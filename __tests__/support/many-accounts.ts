import type { Platform } from "../../lib/model/platform";
import { goldenWith, validPlatform } from "./platform-file";

const PER_STAGE = 40;

/** The golden platform with so many accounts more, all of which pipeline `api` deploys to before production. */
export function goldenWithAccounts(count: number): Promise<Platform> {
  return validPlatform(textWithAccounts(count));
}

export function textWithAccounts(count: number): string {
  const accounts = Array.from({ length: count }, (_, index) => ({
    name: `more-${String(index).padStart(3, "0")}`,
    wave: `wave-${Math.floor(index / PER_STAGE)}`,
    id: String(300_000_000_000 + index),
  }));
  const waves = [...new Set(accounts.map(({ wave }) => wave))];
  return goldenWith(
    ...accounts.map(({ name, wave, id }) => ({
      path: ["accounts", name],
      value: { id, environment: "dev", ou: "More", regions: ["eu-west-1"], tags: { wave } },
    })),
    {
      path: ["pipelines", "api", "stages"],
      value: [
        { name: "dev", accounts: { names: ["dev"] } },
        ...waves.map((wave) => ({ name: wave, accounts: { tags: { wave } } })),
        { name: "prod", accounts: { environments: ["prod"] }, approval: {} },
      ],
    },
  );
}

/** A pipeline of a platform by its name. */
export function getPipeline(platform: Platform, name: string): Platform["pipelines"][number] {
  const found = platform.pipelines.find((pipeline) => pipeline.name === name);
  if (found === undefined) throw new Error(`no pipeline "${name}"`);
  return found;
}

/** An account of a platform by its name. */
export function getAccount(platform: Platform, name: string): Platform["accounts"][number] {
  const found = platform.accounts.find((account) => account.name === name);
  if (found === undefined) throw new Error(`no account "${name}"`);
  return found;
}
