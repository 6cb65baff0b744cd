import { z } from "zod";
import { differs } from "./differs";
import { knownResource, withPoliciesOfItsOwn } from "./policies-of-roles";

/** What a plan would do, without values: those may be secrets. */
export interface PlanContent {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  /** What is changed, sorted by address; a replacement has both `create` and `delete`. */
  readonly resources: readonly PlannedResource[];
  /** Outputs that change, sorted. */
  readonly outputs: readonly string[];
  /** Addresses of what is no longer as Terraform left it, sorted. */
  readonly drifted: readonly string[];
  /** Whether it reads something of the world, which an apply of another stack may change. */
  readonly readsData: boolean;
}

interface PlannedResource {
  readonly address: string;
  readonly actions: readonly string[];
}

const CHANGE = z.object({
  address: z.string(),
  type: z.string().default(""),
  change: z.object({
    actions: z.array(z.string()),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  }),
});

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
const PLAN = z.object({
  resource_changes: z.array(CHANGE).default([]),
  resource_drift: z.array(CHANGE).default([]),
  output_changes: z.record(z.string(), z.object({ actions: z.array(z.string()) })).default({}),
  prior_state: z
    .object({
      values: z.object({
        root_module: z.object({ resources: z.array(knownResource).default([]) }),
      }),
    })
    .optional(),
  configuration: z
    .object({
      root_module: z
        .object({ resources: z.array(z.object({ mode: z.string() })).default([]) })
        .default({ resources: [] }),
    })
    .default({ root_module: { resources: [] } }),
});

/** Reads what `terraform show -json` prints of a saved plan. */
export function readPlan(json: string): PlanContent {
  const plan = PLAN.parse(JSON.parse(json));
  const resources = plan.resource_changes
    .map(({ address, change }) => ({ address, actions: change.actions }))
    .filter(({ actions }) => isChange(actions))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  const known = plan.prior_state?.values.root_module.resources ?? [];
  const count = (action: string): number =>
    resources.filter(({ actions }) => actions.includes(action)).length;
  return {
    add: count("create"),
    change: count("update"),
    destroy: count("delete"),
    resources,
    outputs: Object.entries(plan.output_changes)
      .filter(([, { actions }]) => isChange(actions))
      .map(([name]) => name)
      .sort(),
    drifted: plan.resource_drift
      .filter(
        ({ type, change: { actions, before, after } }) =>
          isChange(actions) && differs(withPoliciesOfItsOwn(type, { before, after }, known), after),
      )
      .map(({ address }) => address)
      .sort(),
    readsData: plan.configuration.root_module.resources.some(({ mode }) => mode === "data"),
  };
}

export function changesNothing({ resources, outputs }: PlanContent): boolean {
  return resources.length + outputs.length === 0;
}

function isChange(actions: readonly string[]): boolean {
  return actions.some((action) => action !== "no-op" && action !== "read");
}
