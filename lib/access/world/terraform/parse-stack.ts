import { blocksIn, isSet, listIn, recordIn, stringIn } from "./json-value";
import type { TerraformBlock, TerraformStack } from "./terraform-stack";

interface Provider {
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly defaultTags: Readonly<Record<string, unknown>>;
}

/** Reads a stack's `cdk.tf.json`, which is Terraform's JSON configuration syntax. */
export function parseStack(name: string, file: string, content: unknown): TerraformStack {
  const stack = recordIn(content);
  const providers = new Map<string, Provider>();
  for (const provider of blocksIn(recordIn(stack.provider).aws)) {
    const alias = stringIn(provider.alias);
    providers.set(alias === undefined ? "aws" : `aws.${alias}`, readProvider(provider));
  }
  const read = (mode: TerraformBlock["mode"], byType: unknown): TerraformBlock[] =>
    Object.entries(recordIn(byType)).flatMap(([type, byName]) =>
      Object.entries(recordIn(byName)).flatMap(([label, values]) =>
        // Terraform allows a list of bodies for one label, too; CDKTF writes one.
        blocksIn(values).map((body) => {
          const provider = providers.get(stringIn(body.provider) ?? "aws") ?? NONE;
          return {
            mode,
            type,
            name: label,
            scope: "",
            index: "",
            address: `${mode === "data" ? "data." : ""}${type}.${label}`,
            values: body,
            ...provider,
            // The AWS provider 6 takes a region for each resource.
            region: plain(body.region) ?? provider.region,
            stack: name,
            file,
          };
        }),
      ),
    );
  const blocks = [...read("managed", stack.resource), ...read("data", stack.data)];
  return { name, file, blocks, unread: unreadIn(stack, blocks) };
}

/** Gatehouse generates neither; what `terraform show -json` says of a plan has both. */
function unreadIn(
  stack: Readonly<Record<string, unknown>>,
  blocks: readonly TerraformBlock[],
): TerraformStack["unread"] {
  const modules = Object.keys(recordIn(stack.module)).map((name) => ({
    address: `module.${name}`,
    what: "modules are read of plans alone: what this one makes is in no verdict",
  }));
  const repeated = blocks
    .filter(({ mode, values }) => mode === "managed" && isSet(values.count ?? values.for_each))
    .map(({ address }) => ({
      address,
      what: "count and for_each are worked out in plans alone: it counts as one here",
    }));
  return [...modules, ...repeated];
}

const NONE: Provider = { accountId: undefined, region: undefined, defaultTags: {} };

function readProvider(provider: Readonly<Record<string, unknown>>): Provider {
  const allowed = listIn(provider.allowed_account_ids);
  const assumed = plain(blocksIn(provider.assume_role)[0]?.role_arn)?.split(":")[4];
  const accountId = allowed.length === 1 ? plain(allowed[0]) : assumed;
  return {
    accountId: accountId !== undefined && /^\d{12}$/.test(accountId) ? accountId : undefined,
    region: plain(provider.region),
    defaultTags: recordIn(blocksIn(provider.default_tags)[0]?.tags),
  };
}

function plain(value: unknown): string | undefined {
  const text = stringIn(value);
  return text === undefined || text.includes("${") ? undefined : text;
}
