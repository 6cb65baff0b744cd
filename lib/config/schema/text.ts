import { format } from "./format";

/** Words for people, or a name that somebody else made up; not spaces alone. */
export function text(maximum: number, description: string) {
  // An empty one is told as too short, and by that alone.
  return format(/^$|\S/, {
    code: "invalid-format",
    fix: "write something: spaces alone say nothing",
    description,
  })
    .min(1)
    .max(maximum)
    .describe(description);
}
