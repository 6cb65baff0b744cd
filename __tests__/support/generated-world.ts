import { findAwsManagedPolicy } from "../../lib/access/world/aws-managed-policies";
import { type Ask, createAsk } from "../../lib/access/world/ask";
import { buildWorld } from "../../lib/access/world/build/build-world";
import { parseStack } from "../../lib/access/world/terraform/parse-stack";
import type { World } from "../../lib/access/world/world";
import type { AccessMatrix } from "../../lib/access/matrix/access-matrix";
import { placeName } from "../../lib/access/matrix/compare-places";
import type { Platform } from "../../lib/model/platform";
import type { SynthesizedPlatform } from "./synth-platform";

/** A platform beside what its Terraform makes. */
export interface GeneratedWorld {
  readonly platform: Platform;
  readonly world: World;
  readonly ask: Ask;
}

interface RawStatement {
  Sid?: string;
  Effect: string;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

/** Changes a policy's statements; those that it returns are left. */
export type EditStatements = (statements: RawStatement[]) => RawStatement[];

type Stack = Parameters<typeof parseStack>[2];

/** Reads what was synthesised. @param edit changes a stack's JSON by hand beforehand, by the stack's name */
export function generatedWorld(
  { platform, files }: Pick<SynthesizedPlatform, "files" | "platform">,
  edit: Readonly<Record<string, (text: string) => string>> = {},
): GeneratedWorld {
  const stacks = [...files].flatMap(([path, text]) => {
    const name = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
    if (name === undefined) return [];
    return [parseStack(name, path, JSON.parse(edit[name]?.(text) ?? text) as Stack)];
  });
  const world = buildWorld(stacks, { findManagedPolicy: findAwsManagedPolicy });
  return { platform, world, ask: createAsk(world) };
}

/** The same with the inline policy of one persona's permission set changed. */
export function withPolicy(
  synthesized: SynthesizedPlatform,
  persona: string,
  edit: EditStatements,
): GeneratedWorld {
  const type = "aws_ssoadmin_permission_set_inline_policy";
  return generatedWorld(synthesized, {
    "identity-center": (text) => {
      const stack = JSON.parse(text) as {
        resource: Record<string, Record<string, { inline_policy: string }>>;
      };
      const found = Object.entries(stack.resource[type] ?? {}).find(([name]) =>
        name.startsWith(`persona-${persona}_`),
      );
      if (found === undefined) throw new Error(`no inline policy of ${persona}`);
      const [, resource] = found;
      const policy = JSON.parse(resource.inline_policy) as { Statement: RawStatement[] };
      resource.inline_policy = JSON.stringify({ ...policy, Statement: edit(policy.Statement) });
      return JSON.stringify(stack);
    },
  });
}

/** Cells as `subject capability place`; what isn't plainly allowed, or wasn't meant, says so. */
export function cellTexts({ cells }: AccessMatrix): string[] {
  return cells.map(({ subject, capability, place, effect, intended }) => {
    const mark = effect.kind === "allowed" ? "" : ` ${effect.kind}`;
    return `${subject} ${capability} ${placeName(place)}${mark}${intended ? "" : " not meant"}`;
  });
}
