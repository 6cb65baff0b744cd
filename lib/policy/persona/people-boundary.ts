import type { AccountCapability, PipelineCapability } from "../../config/schema/capabilities";
import type { AccountId, PersonaName, PipelineName } from "../../config/schema/names";
import { ACCOUNT_ACTIONS } from "../../model/account-capabilities";
import { Names } from "../../model/names";
import { onceFor } from "../../model/once-for";
import { sorted } from "../../model/order";
import { PIPELINE_ACTIONS } from "../../model/pipeline-capabilities";
import type { CustomCapability, Persona } from "../../model/people";
import { fillPlaceholders } from "../../model/placeholders";
import type { Platform } from "../../model/platform";
import type { Statement } from "../statement";
import { personaStatements } from "./compile-persona";
import { PASS_ROLE, isPassRole } from "./is-pass-role";
import { namedPolicies } from "./named-policies";

/**
 * The most that anyone can do by a persona, whatever is attached to it later: the actions that capabilities allow, and
 * no others. Where is for the personas' own policies to say. It depends on no persona, so that one more or one less, or
 * break-glass in an emergency, changes nothing in any account.
 */
export const peopleBoundary = onceFor((platform: Platform): readonly Statement[] => {
  const allowed = [everything(platform, ["approve"]), everything(platform)].flatMap(
    (persona) => personaStatements(platform, persona, { kind: "everywhere" }, "exact").allows,
  );
  const isManaged = platform.personas.some(
    ({ managedPolicies, customerManagedPolicies }) =>
      managedPolicies.length + customerManagedPolicies.length > 0,
  );
  return [
    ...byService(platform, allowed),
    ...passedRoles(platform),
    ...everywhere(allowed),
    ...(isManaged ? namedPolicies() : []),
  ];
});

/** Somebody who holds every capability everywhere but these: who approves holds some of the others only in part. */
function everything(
  { pipelines, accounts, capabilities }: Platform,
  without: readonly PipelineCapability[] = [],
): Persona {
  const of = (on: CustomCapability["on"]) => capabilities.filter((each) => each.on === on);
  return {
    name: "everything" as PersonaName,
    description: "",
    enabled: true,
    sessionDuration: "PT1H",
    managedPolicies: [],
    customerManagedPolicies: [],
    grants: [
      {
        kind: "pipeline",
        capabilities: keysOf(PIPELINE_ACTIONS).filter((each) => !without.includes(each)),
        custom: of("pipelines"),
        on: pipelines.map((pipeline) => ({
          pipeline: pipeline.name,
          stages: pipeline.stages.map((stage) => stage.name),
          wholePipeline: true,
        })),
        ownTeam: false,
        path: [],
      },
      {
        kind: "account",
        capabilities: keysOf<AccountCapability>(ACCOUNT_ACTIONS),
        custom: of("accounts"),
        accounts,
        path: [],
      },
    ],
  };
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(table) as Key[];
}

/** Actions that work on resources, each service's in a statement of its own. */
function byService(platform: Platform, allowed: readonly Statement[]): Statement[] {
  const services = new Map<string, { actions: Set<string>; resources: Set<string> }>();
  for (const { actions, resources = [] } of allowed) {
    if (resources.includes("*")) continue;
    const kinds = resources.map(kindOf);
    for (const action of actions.filter((each) => !isPassRole(each))) {
      const [service = ""] = action.split(":");
      const known = services.get(service) ?? { actions: new Set(), resources: new Set() };
      known.actions.add(action);
      // Most ARNs name the service as its actions do; where none does, the others are meant.
      const own = kinds.filter((kind) => kind.startsWith(`${service}:`));
      for (const kind of own.length > 0 ? own : kinds) known.resources.add(kind);
      services.set(service, known);
    }
  }
  return sorted(services.keys()).map((service) => ({
    sid: `People${service.replaceAll(/[^a-z0-9]/gi, "")}`,
    actions: sorted(services.get(service)?.actions ?? []),
    resources: sorted(services.get(service)?.resources ?? []).map(
      (kind) => `arn:${platform.partition.name}:${kind}:*`,
    ),
  }));
}

/**
 * A resource's service, with any region and account where its ARN has one. What has none stays so: IAM refuses policies
 * that give its own resources, or buckets, a region, even any ("cannot contain region information").
 */
function kindOf(arn: string): string {
  const [, , service = "", region, account] = arn.split(":");
  return [service, region === "" ? "" : "*", account === "" ? "" : "*"].join(":");
}

/** Where a passed role may go decides what it does there, so that these are not just any roles. */
function passedRoles(platform: Platform): Statement[] {
  const names = new Names(platform);
  const { partition, prefix, tooling, capabilities } = platform;
  const own = capabilities
    .flatMap(({ permissions }) => permissions)
    .filter(({ actions }) => actions.some(isPassRole))
    .flatMap(({ resources }) => resources)
    .flatMap((resource) =>
      fillPlaceholders(resource, {
        partition: partition.name,
        account: "*" as AccountId,
        prefix,
        pipeline: "*" as PipelineName,
        regions: ["*"],
      }),
    );
  return [
    {
      sid: "PeoplePassRole",
      actions: [PASS_ROLE],
      resources: [names.roleArn(tooling.accountId, names.pipelineRole({ name: "*" }))],
      conditions: { StringEquals: { "iam:PassedToService": "codepipeline.amazonaws.com" } },
    },
    ...(own.length === 0
      ? []
      : [
          {
            sid: "PeoplePassOwnRoles",
            actions: [PASS_ROLE],
            resources: sorted(new Set(own)),
          },
        ]),
  ];
}

function everywhere(allowed: readonly Statement[]): Statement[] {
  const actions = allowed
    .filter(({ resources }) => resources?.includes("*"))
    .flatMap((statement) => statement.actions);
  if (actions.length === 0) return [];
  return [{ sid: "PeopleLists", actions: sorted(new Set(actions)), resources: ["*"] }];
}
