import { z } from "zod";

/** How many policies a service judged a plan by, and what came of it. */
export const policyCounts = z.strictObject({
  passed: z.int(),
  /** Failed, and stops nothing. */
  advisoryFailed: z.int(),
  /** Failed, and stops the plan, unless somebody there may override it and does. */
  mandatoryFailed: z.int(),
  errored: z.int(),
});
export type PolicyCounts = Readonly<z.infer<typeof policyCounts>>;
