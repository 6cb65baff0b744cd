import type { AccountCapability } from "../../lib/config/schema/capabilities";
import type { Ability } from "./question";

/** What each job is meant to do, and so what it must not. Written from the intent; never from what is compiled. */
export interface Intent {
  /** Pipelines; for what holds on stages, `pipeline/stage`. */
  readonly pipelines: Partial<Record<Ability, readonly string[]>>;
  readonly accounts: Partial<Record<AccountCapability, readonly string[]>>;
}

const SHOP = ["checkout-api", "design-system", "storefront"];
const DEPLOYED = ["checkout-api", "data-lake", "storefront"];
export const ALL = [...DEPLOYED, "design-system"];
const at = (pipelines: readonly string[], ...stages: readonly string[]) =>
  pipelines.flatMap((pipeline) => stages.map((stage) => `${pipeline}/${stage}`));
export const everyStage = (pipelines: readonly string[]) =>
  pipelines.flatMap((pipeline) =>
    at([pipeline], "source", "build", ...(pipeline === "design-system" ? [] : DEPLOY_STAGES)),
  );
const DEPLOY_STAGES = ["dev", "staging", "prod"];
const PROD = at(DEPLOYED, "prod");

export const TOOLING = "222222222222";
export const ACCOUNTS: Readonly<Record<string, string>> = {
  "400000000001": "shop-dev",
  "400000000002": "shop-staging",
  "400000000003": "shop-prod",
  "400000000004": "data-dev",
  "400000000005": "data-staging",
  "400000000006": "data-prod",
  [TOOLING]: "tooling",
};

export const INTENT: Readonly<Record<string, Intent>> = {
  developer: {
    pipelines: { view: SHOP, start: SHOP, retry: everyStage(SHOP), logs: SHOP },
    accounts: { inspect: ["shop-dev"] },
  },
  "data-developer": {
    pipelines: {
      view: ["data-lake"],
      start: ["data-lake"],
      retry: everyStage(["data-lake"]),
      logs: ["data-lake"],
    },
    accounts: { inspect: ["data-dev"] },
  },
  tester: {
    pipelines: { view: ALL, approve: at(DEPLOYED, "staging"), logs: ALL },
    accounts: {},
  },
  "release-manager": {
    // Closes the gate to production, and does not open it.
    pipelines: { view: ALL, approve: PROD, rollback: PROD, gate: PROD },
    accounts: {},
  },
  auditor: {
    pipelines: { view: ALL, logs: ALL },
    accounts: { audit: Object.values(ACCOUNTS) },
  },
  "platform-engineer": {
    pipelines: {
      view: ALL,
      start: ALL,
      stop: ALL,
      retry: everyStage(ALL),
      gate: everyStage(ALL),
      open: everyStage(ALL),
      logs: ALL,
      edit: ALL,
    },
    accounts: { inspect: ["shop-dev", "shop-staging", "data-dev", "data-staging"] },
  },
  "break-glass": {
    pipelines: { view: ALL, stop: ALL, retry: everyStage(ALL) },
    accounts: { inspect: ["shop-prod", "data-prod"], operate: ["shop-prod", "data-prod"] },
  },
};
