import { type DeployedNames, deployedNames } from "../../model/deployed-names";
import type { Names } from "../../model/names";
import { onceFor } from "../../model/once-for";
import { sorted } from "../../model/order";
import type { Persona } from "../../model/people";
import type { Platform } from "../../model/platform";
import { coverNames } from "../cover-names";
import type { Deny } from "./guard-rights";
import { reading } from "./reading";

/**
 * What pipelines deploy is changed by them alone. A stack keeps the role that it was given, so that whoever may execute
 * a change set passes none, and a function or a service runs whatever code it is told to.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export function guardDeployments(platform: Platform, persona: Persona, names: Names): Deny[] {
  const { stacks, services, functions } = deployedOn(platform);
  const serviceArns = services.map((name) => names.arn("ecs", "*", "*", `service/${name}`));
  const resources = [
    ...stacks.map((name) => names.arn("cloudformation", "*", "*", `stack/${name}/*`)),
    ...serviceArns,
    ...functions.map((name) => names.arn("lambda", "*", "*", `function:${name}`)),
  ];
  if (resources.length === 0) return [];
  const operates = services.length > 0 && isOperator(persona);
  return [
    {
      sid: "NoOwnDeployments",
      actions: [],
      notActions: [
        ...(stacks.length > 0
          ? reading("cloudformation", "Describe", "Detect", "Get", "List")
          : []),
        ...(services.length > 0 ? reading("ecs", "Describe", "List") : []),
        ...(operates ? ["ecs:UpdateService"] : []),
        ...(functions.length > 0 ? reading("lambda", "Get", "Invoke", "List") : []),
      ],
      resources,
      reasons: [{ text: "what a pipeline deploys is changed by that pipeline alone" }],
    },
    // Scaling and restarting is left to whoever operates; see ACCOUNT_ACTIONS.
    ...(operates
      ? [
          {
            sid: "NoOtherTasks",
            actions: ["ecs:UpdateService"],
            resources: serviceArns,
            conditions: { Null: { "ecs:task-definition": "false" } },
            reasons: [{ text: "what a service runs is decided by its pipeline" }],
          },
        ]
      : []),
  ];
}

function isOperator({ grants }: Persona): boolean {
  return grants.some((grant) => grant.kind === "account" && grant.capabilities.includes("operate"));
}

/** As names or patterns, which take in nothing that a capability of the team's own names. */
const deployedOn = onceFor((platform: Platform): DeployedNames => {
  const deployed = platform.pipelines.map(deployedNames);
  const all = (key: keyof DeployedNames) => sorted(new Set(deployed.flatMap((each) => each[key])));
  return {
    stacks: shorten(all("stacks"), ownNames(platform, "cloudformation", /^stack\/([^/]*)/)),
    services: shorten(all("services"), ownNames(platform, "ecs", /^service\/(.*)/)),
    functions: shorten(all("functions"), ownNames(platform, "lambda", /^function:(.*)/)),
  };
});

/** What the team's own capabilities name of a service; the checks keep it apart from what pipelines deploy. */
function ownNames({ capabilities }: Platform, service: string, name: RegExp): string[] {
  return capabilities
    .flatMap(({ permissions }) => permissions.flatMap(({ resources }) => resources))
    .map((resource) => resource.replaceAll(/\$?\{[^}]*\}/g, "*").split(":"))
    .filter((parts) => parts[2] === service)
    .flatMap((parts) => name.exec(parts.slice(5).join(":"))?.[1] ?? []);
}

/** What the names of one kind may take of a policy, before those that begin alike become patterns. */
const ROOM = 800;
/** What an ARN has before the name, about. */
const BEFORE_NAME = 38;

/**
 * One by one as long as there is room; then by patterns as narrow as there is room for, which may take in what somebody
 * deploys by hand under a name that begins alike.
 */
function shorten(names: readonly string[], others: readonly string[]): readonly string[] {
  const patterns = (minimumPrefix: number) => coverNames(names, others, { minimumPrefix });
  const fits = (written: readonly string[]) =>
    written.reduce((size, name) => size + BEFORE_NAME + name.length, 0) <= ROOM;
  if (fits(names)) return names;
  const shortest = patterns(0);
  return [3, 2, 1].map(patterns).find(fits) ?? shortest;
}
