import { join, relative, resolve } from "node:path";
import { z } from "zod";
import { byKey } from "../../model/order";
import type { BackendBlock } from "./backend-block";

const LOCAL = z.object({ path: z.string().default("terraform.tfstate") });
const S3 = z.object({ bucket: z.string(), key: z.string() });
const CLOUD = z.object({
  hostname: z.string().default("app.terraform.io"),
  organization: z.string(),
  workspaces: z.object({ name: z.string() }),
});

/** Where a state is, whatever else its block says: two blocks of one place have the same state. */
export function statePlace({ type, config }: BackendBlock, folder: string): string {
  const local = LOCAL.safeParse(config);
  if (type === "local" && local.success) return relative(".", resolve(folder, local.data.path));
  const s3 = S3.safeParse(config);
  if (type === "s3" && s3.success) return `s3://${s3.data.bucket}/${s3.data.key}`;
  const cloud = CLOUD.safeParse(config);
  if (type === "cloud" && cloud.success)
    return [cloud.data.hostname, cloud.data.organization, cloud.data.workspaces.name].join("/");
  return `${type} ${JSON.stringify(byKey(config))}`;
}

/** The same backend, for use from another folder. */
export function seenFrom(block: BackendBlock, folder: string): BackendBlock {
  const local = LOCAL.safeParse(block.config);
  if (block.type !== "local" || !local.success) return block;
  return { type: "local", config: { path: resolve(folder, local.data.path) } };
}

/** How the state there is reached and kept; when it changes, Terraform wants another `init`. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  local: ["path"],
  s3: ["region", "encrypt", "kms_key_id", "use_lockfile", "assume_role"],
  cloud: ["workspaces"],
};

export function sameSettings(one: BackendBlock, other: BackendBlock): boolean {
  const of = ({ type, config }: BackendBlock): string =>
    JSON.stringify((SETTINGS[type] ?? []).map((name) => ordered(config[name] ?? null)));
  return of(one) === of(other);
}

function ordered(value: unknown): unknown {
  return value === null || typeof value !== "object" || Array.isArray(value)
    ? value
    : byKey(value as Readonly<Record<string, unknown>>);
}

/** The command that deletes a state which is no longer used, or what to do in its place. */
export function deletion(block: BackendBlock, folder: string): string {
  const place = statePlace(block, folder);
  switch (block.type) {
    case "local":
      return `rm ${place} ${place}.backup`;
    case "s3":
      return `aws s3 rm ${place}`;
    case "cloud":
      return `# delete the workspace ${place}, with its history, in its settings`;
    default:
      return `# delete the state in ${place}`;
  }
}

/** Where what moves a stack's state is: a folder for each. */
export function moveFolder(work: string, stack: string): string {
  return join(work, stack);
}
