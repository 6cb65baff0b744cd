import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Arguments, ROOT } from "./synth-platform";

const PACKAGE = "@cdktf/provider-tfe";
const PROPERTY = z.object({
  name: z.string(),
  optional: z.boolean().optional(),
  type: z.unknown(),
});
const ASSEMBLY = z.object({
  types: z.record(
    z.string(),
    z.object({ symbolId: z.string().optional(), properties: z.array(PROPERTY).optional() }),
  ),
});
type Property = z.infer<typeof PROPERTY>;

/** Arguments that Terraform itself takes, and CDKTF's notes. */
const META = ["//", "lifecycle"];

/**
 * What the provider takes, by the types that `@cdktf/provider-tfe` was generated to from its schema: the provider
 * itself isn't in npm, so that `terraform validate` can't be asked.
 */
export class TfeSchema {
  private readonly types = ASSEMBLY.parse(
    JSON.parse(readFileSync(join(ROOT, "node_modules", PACKAGE, ".jsii"), "utf8")),
  ).types;

  /** The arguments of a resource or data source that it doesn't know, or lacks. */
  faults(type: string, mode: "resource" | "data", body: Arguments): string[] {
    const folder = (mode === "data" ? `data_${type}` : type.replace(/^tfe_/, "")).replaceAll(
      "_",
      "-",
    );
    const found = Object.values(this.types).find(({ symbolId = "" }) =>
      new RegExp(`^src/${folder}/index:\\w+Config$`).test(symbolId),
    );
    if (found?.properties === undefined) return [`there is no ${mode} ${type}`];
    return this.faultsIn(type, found.properties, body);
  }

  private faultsIn(where: string, properties: readonly Property[], body: Arguments): string[] {
    const known = new Map(properties.map((property) => [snakeCase(property.name), property]));
    const given = Object.keys(body).filter((name) => !META.includes(name));
    return [
      ...given.filter((name) => !known.has(name)).map((name) => `${where} has no ${name}`),
      ...[...known]
        .filter(([name, { optional }]) => optional !== true && !given.includes(name))
        .map(([name]) => `${where} lacks ${name}`),
      ...given.flatMap((name) =>
        this.faultsInBlocks(`${where}.${name}`, known.get(name), body[name]),
      ),
    ];
  }

  /** Of a block within: the type of its property names one of the package's own. */
  private faultsInBlocks(where: string, property: Property | undefined, value: unknown): string[] {
    const named = new RegExp(`"(${PACKAGE}\\.[\\w.]+)"`).exec(JSON.stringify(property?.type ?? ""));
    const { properties } = this.types[named?.[1] ?? ""] ?? {};
    if (properties === undefined) return [];
    return [value].flat().flatMap((each) => this.faultsIn(where, properties, each as Arguments));
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
