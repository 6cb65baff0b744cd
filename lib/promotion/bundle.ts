import { z } from "zod";
import { DIGEST, type Digest } from "./digest";
import { policyCounts } from "./policy-counts";

const sha256 = z
  .string()
  .regex(DIGEST)
  .transform((text) => text as Digest);

const named = { name: z.string().regex(/^[\w.-]+$/), inputs: sha256 };

const plannedStack = z.strictObject({
  ...named,
  kind: z.literal("planned"),
  /** Which providers it was planned with. */
  providers: sha256.optional(),
  /** The state that the plan starts from; absent where there is none yet. */
  state: z.strictObject({ lineage: z.string(), serial: z.int() }).optional(),
  counts: z.strictObject({ add: z.int(), change: z.int(), destroy: z.int() }),
  /** The saved run of HCP Terraform that the plan is. */
  run: z.string().optional(),
  /** What policies said of that run; absent where none judged it. */
  policies: policyCounts.optional(),
  /** Digests of its files in the bundle, by name. */
  files: z.record(z.string().regex(/^[\w.-]+$/), sha256),
});
export type PlannedStack = z.infer<typeof plannedStack>;

const stack = z.discriminatedUnion("kind", [
  plannedStack,
  /** The plan found nothing to do. */
  z.strictObject({ ...named, kind: z.literal("nothing-to-do") }),
  /** Its Terraform is what was applied last, so that it wasn't planned. */
  z.strictObject({ ...named, kind: z.literal("unchanged") }),
  /** It waits for these to be applied, and is planned after them. */
  z.strictObject({ ...named, kind: z.literal("deferred"), until: z.array(z.string()).min(1) }),
]);
export type BundleStack = z.infer<typeof stack>;

const accessChange = z.strictObject({
  who: z.string(),
  kind: z.enum(["access", "capabilities", "groups", "loosened"]),
  capability: z.string().optional(),
  given: z.array(z.string()),
  taken: z.array(z.string()),
});

/** What is reviewed, and what alone is applied: the content of `bundle.json`. */
export const bundleContent = z.strictObject({
  format: z.literal(1),
  wave: z.string(),
  protected: z.boolean(),
  /** The git commit. */
  revision: z.string().regex(/^[0-9a-f]{40,64}$/),
  /** The revision that the wave ran before; absent for the first. */
  replaces: z.string().optional(),
  /** Whether the revision is one that came before `replaces`. */
  rollback: z.boolean(),
  /** The digest of the config file. */
  config: sha256,
  tools: z.strictObject({ gatehouse: z.string(), terraform: z.string() }),
  /** `user@host` of who planned, as the machine says. The signature says it for certain. */
  planner: z.string(),
  /** Who gains and loses what access, against what the wave's last revision had; absent where that isn't known. */
  access: z.strictObject({ against: z.string(), changes: z.array(accessChange) }).optional(),
  stacks: z.array(stack),
});
export type BundleContent = z.infer<typeof bundleContent>;

export function isPlanned(each: BundleStack): each is PlannedStack {
  return each.kind === "planned";
}
