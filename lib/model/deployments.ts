import type { AccountName } from "../config/schema/names";
import { onceFor } from "./once-for";
import type { Pipeline, PipelineTarget, Platform, TargetAccount } from "./platform";

/** A pipeline that deploys to an account, and what it reaches there. */
export interface Deployment {
  readonly pipeline: Pipeline;
  readonly target: PipelineTarget;
}

/** The pipelines that deploy to an account, in the platform's order. */
export function deploymentsTo(platform: Platform, account: TargetAccount): readonly Deployment[] {
  return byAccount(platform).get(account.name) ?? [];
}

const byAccount = onceFor((platform: Platform): ReadonlyMap<AccountName, readonly Deployment[]> => {
  const deployments = new Map<AccountName, Deployment[]>();
  for (const pipeline of platform.pipelines) {
    for (const target of pipeline.targets) {
      const { name } = target.account;
      deployments.set(name, [...(deployments.get(name) ?? []), { pipeline, target }]);
    }
  }
  return deployments;
});
