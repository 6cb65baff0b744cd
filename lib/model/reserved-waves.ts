/** Waves of a promotion that hold the stacks of no environment; each environment in between has one of its own name. */
export const RESERVED_WAVES = {
  /** What everything else leans on. */
  first: "tooling",
  /** What reaches into every environment. */
  last: "pipelines",
} as const;
