import {
  type Block,
  type StackPlace,
  type TerraformJson,
  TerraformResource,
} from "./terraform-resource";

/** The resources and data sources of a stack, each with the region of its provider. */
export function readResources(json: TerraformJson, place: StackPlace): TerraformResource[] {
  const found = new Map<string, TerraformResource>();
  const regions = regionsOf(json);
  for (const [mode, section] of [
    ["managed", json.resource],
    ["data", json.data],
  ] as const) {
    for (const [type, blocks] of Object.entries(section ?? {}))
      for (const [name, block] of Object.entries(blocks))
        found.set(
          `${mode} ${type} ${name}`,
          new TerraformResource(
            mode,
            type,
            name,
            regions.get(aliasOf(block)) ?? "",
            place,
            block,
            (reference) => found.get(`${reference.mode} ${reference.type} ${reference.name}`),
          ),
        );
  }
  return [...found.values()];
}

const DEFAULT_PROVIDER = "aws";

function regionsOf({ provider }: TerraformJson): ReadonlyMap<string, string> {
  return new Map(
    (provider?.[DEFAULT_PROVIDER] ?? []).flatMap(({ alias, region }) =>
      typeof region === "string"
        ? [[typeof alias === "string" ? `${DEFAULT_PROVIDER}.${alias}` : DEFAULT_PROVIDER, region]]
        : [],
    ),
  );
}

function aliasOf({ provider }: Block): string {
  return typeof provider === "string" ? provider : DEFAULT_PROVIDER;
}
