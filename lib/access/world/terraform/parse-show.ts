import { fillIn } from "./fill-in";
import { blocksIn, listIn, recordIn, stringIn } from "./json-value";
import { PlanConfiguration } from "./plan-configuration";
import type { TerraformBlock, TerraformStack } from "./terraform-stack";

type Values = Readonly<Record<string, unknown>>;

/** Reads what `terraform show -json` says of a plan or a state; undefined where it is neither. */
export function parseShow(
  name: string,
  file: string,
  content: unknown,
): TerraformStack | undefined {
  const show = recordIn(content);
  const planned = show.planned_values ?? show.values;
  if (planned === undefined || stringIn(show.format_version) === undefined) return undefined;
  const configuration = new PlanConfiguration(show);
  const modules = [
    ...modulesIn(recordIn(planned).root_module),
    // Data sources that were read when planning are in the state before it.
    ...modulesIn(recordIn(recordIn(show.prior_state).values).root_module).map((module) => ({
      ...module,
      resources: module.resources.filter(({ mode }) => mode === "data"),
    })),
  ];
  const untold = unknownTags(show.resource_changes);
  const blocks = modules.flatMap(({ scope, resources }) =>
    resources.flatMap(
      (resource) => readBlock({ configuration, stack: name, file, untold }, scope, resource) ?? [],
    ),
  );
  return { name, file, blocks: placeAll(blocks), unread: [] };
}

interface Module {
  readonly scope: string;
  readonly resources: readonly Values[];
}

function modulesIn(module: unknown): Module[] {
  const { address, resources, child_modules: children } = recordIn(module);
  const scope = stringIn(address) === undefined ? "" : `${stringIn(address) ?? ""}.`;
  return [{ scope, resources: blocksIn(resources) }, ...listIn(children).flatMap(modulesIn)];
}

interface Show {
  readonly configuration: PlanConfiguration;
  readonly stack: string;
  readonly file: string;
  /** Addresses of resources of whose tags some are only known after apply. */
  readonly untold: ReadonlySet<string>;
}

function unknownTags(changes: unknown): ReadonlySet<string> {
  return new Set(
    blocksIn(changes).flatMap(({ address, change }) => {
      const { tags, tags_all: merged } = recordIn(recordIn(change).after_unknown);
      const open = [tags, merged].some(
        (one) => one === true || Object.keys(recordIn(one)).length > 0,
      );
      return open ? (stringIn(address) ?? []) : [];
    }),
  );
}

function readBlock(
  { configuration, stack, file, untold }: Show,
  scope: string,
  resource: Values,
): TerraformBlock | undefined {
  const type = stringIn(resource.type);
  const name = stringIn(resource.name);
  if (type === undefined || name === undefined) return undefined;
  const mode = resource.mode === "data" ? "data" : "managed";
  const index =
    typeof resource.index === "number" || typeof resource.index === "string"
      ? `[${JSON.stringify(resource.index)}]`
      : "";
  const written = configuration.resource(scope, mode, type, name);
  const provider = configuration.provider(written);
  const address = stringIn(resource.address) ?? `${type}.${name}${index}`;
  const values = recordIn(resource.values);
  const filled = fillIn(values, written?.expressions, (reference) =>
    configuration.follow(scope, reference),
  );
  return {
    mode,
    type,
    name,
    scope,
    index,
    address,
    values: untold.has(address) ? { ...filled, tags_all: AFTER_APPLY } : filled,
    accountId: providersAccount(provider) ?? accountIn(values.arn) ?? callersAccount(type, values),
    region: stringIn(values.region) ?? stringIn(provider.region) ?? regionIn(values.arn),
    // Plans and states have them in `tags_all`.
    defaultTags: {},
    stack,
    file,
  };
}

const AFTER_APPLY = "${(only known after apply)}";

function providersAccount(provider: Values): string | undefined {
  const allowed = listIn(provider.allowed_account_ids);
  const id = allowed.length === 1 ? stringIn(allowed[0]) : undefined;
  return id !== undefined && ID.test(id)
    ? id
    : accountIn(blocksIn(provider.assume_role)[0]?.role_arn);
}

function accountIn(arn: unknown): string | undefined {
  const id = stringIn(arn)?.split(":")[4];
  return id !== undefined && ID.test(id) ? id : undefined;
}

function regionIn(arn: unknown): string | undefined {
  const region = stringIn(arn)?.split(":")[3];
  return region === "" ? undefined : region;
}

function callersAccount(type: string, values: Values): string | undefined {
  const id = type === "aws_caller_identity" ? stringIn(values.account_id) : undefined;
  return id !== undefined && ID.test(id) ? id : undefined;
}

const ID = /^\d{12}$/;

/** A resource that says nothing of its account is in the one that all others are in, if that is one. */
function placeAll(blocks: readonly TerraformBlock[]): readonly TerraformBlock[] {
  const accountId = onlyOf(blocks, ({ accountId: id }) => id);
  const region = onlyOf(blocks, ({ region: its }) => its);
  return blocks.map((block) => ({
    ...block,
    accountId: block.accountId ?? accountId,
    region: block.region ?? region,
  }));
}

function onlyOf(
  blocks: readonly TerraformBlock[],
  read: (block: TerraformBlock) => string | undefined,
): string | undefined {
  const all = new Set(blocks.flatMap((block) => read(block) ?? []));
  const [one] = all;
  return all.size === 1 ? one : undefined;
}
