import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { type SynthesizedPlatform, WITHOUT_IDENTITY_CENTER, synthPlatform } from "./synth-platform";

/** The example without Identity Center, as far as tests change it. */
export interface ExampleConfig {
  personas: Record<string, Record<string, unknown> & { grants: object[] }>;
  groups: { name: string; personas: string[]; members?: string[] }[];
  identity: Record<string, unknown>;
  [section: string]: unknown;
}

export const TOOLING = "222222222222";
export const STAGING = "300000000001";
export const PROD = "300000000002";

export function exampleWith(change: (config: ExampleConfig) => void): Promise<SynthesizedPlatform> {
  const config = parse(readFileSync(WITHOUT_IDENTITY_CENTER, "utf8")) as ExampleConfig;
  change(config);
  return synthPlatform(stringify(config));
}
