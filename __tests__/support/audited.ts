import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { type SynthesizedPlatform, synthPlatform } from "./synth-platform";

/** A platform file, with an audit trail. */
export function audited(
  file: string,
  audit: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>> = {},
): Promise<SynthesizedPlatform> {
  const text = parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  return synthPlatform(stringify({ ...text, audit, ...change }));
}
