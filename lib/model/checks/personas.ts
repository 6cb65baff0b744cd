import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import type { PipelineCapability } from "../../config/schema/capabilities";
import type { PersonaName } from "../../config/schema/names";
import type { GrantConfig } from "../../config/schema/people";
import type { PlatformConfig } from "../../config/schema/platform";
import { findOwn } from "../find-own";
import { LIMITS } from "../limits";
import { WHOLE_PIPELINE } from "../reach";
import { findCapabilityKind } from "../capability-kind";
import { sessionMinutes } from "../session-minutes";
import { selectAccounts, selectPipelines, selectStages } from "../select";
import { type Check, type CheckInput, droppedAt, droppedFrom } from "./check";

/** Each persona must be something IAM can express, and reach something. */
export const checkPersonas: Check = (input) =>
  Object.entries(input.config.personas).flatMap(([name, persona]) => {
    const path = ["personas", name];
    return [
      ...extendsItself(name as PersonaName, input.config),
      ...sessionDuration(persona.sessionDuration, [...path, "sessionDuration"]),
      ...(persona.grants.length === 0 && persona.extends.length === 0 && !droppedAt(input, path)
        ? [withoutGrants(path)]
        : []),
      ...persona.grants.flatMap((grant, index) =>
        checkGrant(grant, [...path, "grants", index], input),
      ),
    ];
  });

function extendsItself(name: PersonaName, config: PlatformConfig): Finding[] {
  const circle = findCircle(name, config);
  // Reported once, at the first of its members.
  if (circle === undefined || [...circle].sort()[0] !== name) return [];
  return [
    {
      code: "circular-reference",
      path: ["personas", name, "extends"],
      message: `the personas extend each other in a circle: ${[...circle, name].join(" → ")}`,
      fix: "remove one of these from its persona's extends",
    },
  ];
}

/** The way from a persona back to itself, if there is one. Each persona is tried once, however many ways lead to it. */
function findCircle(start: PersonaName, config: PlatformConfig): PersonaName[] | undefined {
  const tried = new Set<PersonaName>();
  const follow = (trail: readonly PersonaName[], last: PersonaName): PersonaName[] | undefined => {
    for (const next of findOwn(config.personas, last)?.extends ?? []) {
      if (next === start) return [...trail];
      if (tried.has(next)) continue;
      tried.add(next);
      const circle = follow([...trail, next], next);
      if (circle !== undefined) return circle;
    }
    return undefined;
  };
  return follow([start], start);
}

function sessionDuration(duration: string, path: ConfigPath): Finding[] {
  const total = sessionMinutes(duration);
  const { minimum, maximum } = LIMITS.sessionMinutes;
  if (total >= minimum && total <= maximum) return [];
  return [
    {
      code: "session-duration-out-of-range",
      path,
      got: duration,
      message: "a session lasts 1 to 12 hours",
      fix: `use ${total < minimum ? "PT1H" : "PT12H"}, or anything between PT1H and PT12H`,
    },
  ];
}

function withoutGrants(path: ConfigPath): Finding {
  return {
    code: "missing-field",
    path,
    atKey: true,
    message: "this persona has no grants and extends no other",
    fix: "add grants, or remove the persona",
  };
}

function checkGrant(grant: GrantConfig, path: ConfigPath, input: CheckInput): Finding[] {
  const of = (kind: "pipelines" | "accounts") =>
    grant.capabilities.filter(
      (capability) => findCapabilityKind(capability, input.config) === kind,
    );
  const onPipelines = of("pipelines");
  const onAccounts = of("accounts");
  // What an unknown or a faulty capability is granted on can't be known.
  const isClear =
    !droppedFrom(input, "capabilities") &&
    onPipelines.length + onAccounts.length === grant.capabilities.length;
  return [
    ...lacksTarget(onPipelines, grant.pipelines, "pipelines", path),
    ...lacksTarget(onAccounts, grant.accounts, "accounts", path),
    ...(isClear && grant.pipelines !== undefined && onPipelines.length === 0
      ? [useless("pipelines", "view or start", path)]
      : []),
    ...(isClear && grant.accounts !== undefined && onAccounts.length === 0
      ? [useless("accounts", "inspect or operate", path)]
      : []),
    ...(grant.stages === undefined ? [] : tooNarrow(grant, path, input)),
    ...(grant.pipelines === "own-team" ? notByTeam(grant, path, input) : []),
    ...reachesNothing(grant, path, input),
  ];
}

function lacksTarget(
  capabilities: readonly string[],
  selector: unknown,
  key: "pipelines" | "accounts",
  path: ConfigPath,
): Finding[] {
  const [first] = capabilities;
  if (first === undefined || selector !== undefined) return [];
  return [
    {
      code: "grant-without-target",
      path,
      got: capabilities.join(", "),
      message: `"${first}" is granted on ${key}, and this grant names none`,
      fix:
        key === "pipelines"
          ? "add pipelines: all, or { names: [...] }"
          : "add accounts: { environments: [...] }",
    },
  ];
}

function useless(key: string, examples: string, path: ConfigPath): Finding {
  return {
    code: "grant-without-target",
    path: [...path, key],
    atKey: true,
    message: `this grant names ${key}, but no capability that holds on them`,
    fix: `add one, such as ${examples}, or remove ${key}`,
  };
}

/** IAM has no narrower resource for these than the pipeline; a capability of the team's own is granted on all of it. */
function tooNarrow(grant: GrantConfig, path: ConfigPath, { config }: CheckInput): Finding[] {
  return grant.capabilities.flatMap((capability, index): Finding[] => {
    const isWhole =
      WHOLE_PIPELINE.has(capability as string as PipelineCapability) ||
      findOwn(config.capabilities, capability)?.on === "pipelines";
    if (!isWhole) return [];
    return [
      {
        code: "grant-level",
        path: [...path, "capabilities", index],
        message: `IAM knows "${capability}" for a whole pipeline only, not for single stages`,
        fix:
          capability === "start"
            ? "grant start in a grant without stages, and guard the stage with an approval"
            : `move ${capability} to a grant without stages`,
      },
    ];
  });
}

/** Roles, buckets and connections can't be told apart by the team's tag, so these name their pipelines. */
function notByTeam(grant: GrantConfig, path: ConfigPath, { config }: CheckInput): Finding[] {
  return grant.capabilities.flatMap((capability, index): Finding[] => {
    const isByTag = BY_TAG.has(capability);
    if (isByTag || findCapabilityKind(capability, config) !== "pipelines") return [];
    return [
      {
        code: "own-team-unsupported",
        path: [...path, "capabilities", index],
        message: `"${capability}" reaches resources that IAM can't tell apart by the team's tag`,
        fix: `grant ${capability} with pipelines: { teams: [...] } in a grant of its own`,
      },
    ];
  });
}

/** Capabilities whose every resource carries the team's tag. */
const BY_TAG: ReadonlySet<string> = new Set<PipelineCapability>([
  "view",
  "start",
  "stop",
  "retry",
  "rollback",
  "approve",
  "gate",
  "override",
  "logs",
]);

function reachesNothing(grant: GrantConfig, path: ConfigPath, input: CheckInput): Finding[] {
  const { platform } = input;
  if (droppedFrom(input, "accounts", "environments", "pipelines")) return [];
  if (
    grant.accounts !== undefined &&
    grant.accounts !== "all" &&
    selectAccounts(grant.accounts, platform.accounts).length === 0
  ) {
    return [nothing("accounts", path)];
  }
  if (grant.pipelines === undefined) return [];
  const selected = selectPipelines(grant.pipelines, platform.pipelines);
  if (selected.length === 0) return [nothing("pipelines", path)];
  if (
    grant.stages !== undefined &&
    selected.every((pipeline) => selectStages(grant.stages, pipeline.stages).length === 0)
  ) {
    return [nothing("stages", path)];
  }
  return [];
}

function nothing(key: string, path: ConfigPath): Finding {
  return {
    code: "empty-selection",
    path: [...path, key],
    message: `none of the platform's ${key} matches this selection`,
    fix: "every key must match at once: loosen one, or remove the grant",
  };
}
