import { dirname, relative, resolve } from "node:path";
import { z } from "zod";
import type { Platform } from "../../model/platform";
import type { MovedStack } from "./state-moves";

type Backend = Platform["backend"];

const LOCAL = z.object({ path: z.string() });
const S3 = z.object({
  bucket: z.string(),
  key: z.string(),
  region: z.string(),
  kms_key_id: z.string().optional(),
});
const CLOUD = z.object({
  hostname: z.string().default("app.terraform.io"),
  organization: z.string(),
  workspaces: z.object({ name: z.string(), project: z.string().optional() }),
});

/** Their state may be elsewhere than all other, see docs/bootstrap.md. */
const APART = /^bootstrap-/;

/**
 * The config's `backend` that stacks came from, by which the journal beside their states is found.
 *
 * @param project the folder that the folder of all stacks is in
 * @returns undefined where they came from several places, or none that Gatehouse would have named
 */
export function oldBackend(moves: readonly MovedStack[], project: string): Backend | undefined {
  const found = moves
    .filter(({ stack }) => !APART.test(stack.name))
    .map((move) => backendOf(move, project));
  const [first, ...others] = found;
  const same = others.every((each) => JSON.stringify(each) === JSON.stringify(first));
  return same ? first : undefined;
}

function backendOf({ stack, from }: MovedStack, project: string): Backend | undefined {
  const file = `/${stack.name}.tfstate`;
  switch (from.type) {
    case "local": {
      const parsed = LOCAL.safeParse(from.config);
      const path = parsed.success ? resolve(stack.folder, parsed.data.path) : "";
      if (!path.endsWith(file)) return undefined;
      return { type: "local", directory: relative(project, dirname(path)) };
    }
    case "s3": {
      const parsed = S3.safeParse(from.config);
      if (!parsed.success || !parsed.data.key.endsWith(file)) return undefined;
      const { bucket, key, region, kms_key_id: kmsKeyArn } = parsed.data;
      const keyPrefix = key.slice(0, -file.length);
      return {
        type: "s3",
        bucket,
        region: region as Extract<Backend, { type: "s3" }>["region"],
        keyPrefix,
        createBucket: false,
        ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
      };
    }
    case "cloud": {
      const parsed = CLOUD.safeParse(from.config);
      if (!parsed.success || !parsed.data.workspaces.name.endsWith(stack.name)) return undefined;
      const { hostname, organization, workspaces } = parsed.data;
      const workspacePrefix = workspaces.name.slice(0, -stack.name.length);
      const project_ = workspaces.project === undefined ? {} : { project: workspaces.project };
      return { type: "cloud", hostname, organization, workspacePrefix, ...project_ };
    }
    default:
      return undefined;
  }
}
