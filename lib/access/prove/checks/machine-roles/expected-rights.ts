import type { PipelineTarget } from "../../../../model/platform";
import type { WorldRole } from "../../../world/world";
import type { MachineRole, Purpose } from "../../scene/machine-roles";
import type { Right } from "./right";
import type { Surroundings } from "./surroundings";
import {
  approvalRights,
  buildActionRights,
  type Owner,
  pipelineRights,
  projectRights,
  sourceRights,
} from "./tooling-rights";
import {
  type Business,
  cloudFormationDeployRights,
  ecsDeployRights,
  executionRights,
  planRights,
  stepDeployRights,
} from "./target-rights";

/** What a role is for, in a word: two words for one role are a fault. */
export type Duty =
  | "pipeline"
  | "source"
  | `action of ${string}`
  | `approval of ${string}`
  | `project ${string}`
  | "deploy"
  | "plan"
  | "execution"
  | "unknown";

export interface ExpectedRights {
  readonly duties: ReadonlySet<Duty>;
  readonly rights: readonly Right[];
}

/** What the config lets a pipeline's role do; nothing where it doesn't know the pipeline or the account. */
export function expectedRights(
  machine: MachineRole,
  role: WorldRole,
  surroundings: Surroundings,
): ExpectedRights {
  const duties = new Set(machine.purposes.map(dutyOf));
  const [pipeline = ""] = machine.pipelines;
  const meant = surroundings.findMeant(pipeline);
  const made = surroundings.findMade(pipeline);
  const { tooling } = surroundings.scene.platform;
  if (meant === undefined || made === undefined) return { duties, rights: [] };
  const owner: Owner = { meant, made, surroundings };
  const target = meant.targets.find(({ account }) => account.id === machine.accountId);
  const rights = new Map<string, Right[]>();
  for (const purpose of machine.purposes) {
    const duty = dutyOf(purpose);
    // Stages repeat each other's actions.
    if (rights.has(duty)) continue;
    const found = inTooling(purpose, owner);
    // Where it is decides what it may be for.
    if (found !== undefined && machine.accountId === tooling.accountId) rights.set(duty, found);
    else if (found === undefined && target !== undefined)
      rights.set(duty, inTarget(purpose, machine, role, { ...owner, target }));
  }
  return { duties, rights: [...rights.values()].flat() };
}

function dutyOf(purpose: Purpose): Duty {
  switch (purpose.kind) {
    case "pipeline":
      return "pipeline";
    case "project":
      return `project ${purpose.project.name}`;
    case "step":
      return purpose.next === undefined ? "plan" : "deploy";
    case "execution":
      return "execution";
    case "action":
      switch (purpose.action.provider) {
        case "CodeStarSourceConnection":
          return "source";
        case "CodeBuild":
          return `action of ${purpose.action.configuration["ProjectName"] ?? "?"}`;
        case "Manual":
          return `approval of ${purpose.stage}`;
        case "CloudFormation":
        case "ECS":
          return "deploy";
        default:
          return "unknown";
      }
  }
}

/** Undefined for what belongs into a target account. */
function inTooling(purpose: Purpose, owner: Owner): Right[] | undefined {
  if (purpose.kind === "pipeline") return pipelineRights(owner);
  if (purpose.kind === "project") return projectRights(owner, purpose.project);
  if (purpose.kind !== "action") return undefined;
  switch (purpose.action.provider) {
    case "CodeStarSourceConnection":
      return sourceRights(owner, purpose.action);
    case "CodeBuild":
      return buildActionRights(owner, purpose.action);
    case "Manual":
      return approvalRights(owner, purpose.action);
    default:
      return undefined;
  }
}

function inTarget(
  purpose: Purpose,
  machine: MachineRole,
  role: WorldRole,
  business: Business & { readonly target: PipelineTarget },
): Right[] {
  const { deploy } = business.meant;
  const { surroundings } = business;
  if (deploy === undefined) return [];
  switch (purpose.kind) {
    case "action": {
      const actions = machine.purposes.flatMap((each) =>
        each.kind === "action" ? each.action : [],
      );
      if (deploy.kind === "cloudformation")
        return cloudFormationDeployRights(business, deploy, actions);
      return deploy.kind === "ecs" ? ecsDeployRights(business, deploy) : [];
    }
    case "step":
      if (deploy.kind !== "terraform") return [];
      return purpose.next === undefined
        ? planRights(business, deploy.profile)
        : stepDeployRights(business, purpose.next);
    case "execution": {
      if (deploy.kind === "ecs") return [];
      const boundary = role.policies.boundary?.source.name ?? "?";
      const boundaryArn = surroundings.arn("iam", "", machine.accountId, `policy/${boundary}`);
      return executionRights(business, deploy.profile, { by: purpose.by, boundaryArn });
    }
    default:
      return [];
  }
}
