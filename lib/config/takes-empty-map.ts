import type { ConfigPath } from "./config-path";
import { platformSchema } from "./schema/platform";

/**
 * Whether `{}` at a path would be taken, tried out: what a message advises must work. Tried in a file that holds
 * nothing else, which is quick; where siblings decide, as `kind` does, the answer is no.
 */
export function takesEmptyMap(path: ConfigPath): boolean {
  const alone = path.reduceRight<unknown>((value, part) => {
    if (typeof part === "string") return { [part]: value };
    return Array.from({ length: part + 1 }, (_, index) => (index === part ? value : undefined));
  }, {});
  const { error } = platformSchema.safeParse(alone);
  return !(error?.issues ?? []).some((issue) => overlap(issue.path, path));
}

/** Whether one path begins the other. */
function overlap(one: readonly PropertyKey[], other: ConfigPath): boolean {
  return one.slice(0, other.length).every((part, index) => part === other[index]);
}
