import { sessionMinutes } from "../../model/session-minutes";
import { opensGate } from "../../model/duties";
import type { Persona } from "../../model/people";
import type { Pipeline, Platform } from "../../model/platform";
import { isPipelineGrant, stagesHeld } from "../../model/reach";
import { listNames } from "../text/list-names";

/** What the schema gives a persona that doesn't say. */
const DEFAULT_SESSION_MINUTES = 480;

/** What of a persona is looser than it would be without being asked for. */
export function loosenings(platform: Platform, persona: Persona): string[] {
  return [
    ...persona.managedPolicies.map(
      (name) => `AWS-managed policy ${name}: what it allows is AWS's to change`,
    ),
    ...persona.customerManagedPolicies.map(
      (name) => `customer-managed policy ${name}: what it allows is not checked here`,
    ),
    ...ownTeam(platform, persona),
    ...startersApprove(platform, persona),
    ...(sessionMinutes(persona.sessionDuration) > DEFAULT_SESSION_MINUTES
      ? [`sessions of ${persona.sessionDuration}, longer than the 8 hours by default`]
      : []),
  ];
}

function ownTeam({ identity }: Platform, { grants }: Persona): string[] {
  if (!grants.filter(isPipelineGrant).some((grant) => grant.ownTeam)) return [];
  const tag = identity.mode === "none" ? "team" : identity.teamTag;
  return [`own-team: the session tag "${tag}" says at sign-in which pipelines these are`];
}

function startersApprove(platform: Platform, persona: Persona): string[] {
  const places = platform.pipelines.flatMap((pipeline) => {
    const held = stagesHeld(persona, "approve", pipeline.name);
    return pipeline.stages
      .filter(({ name, approval }) => approval?.allowStarterToApprove === true && held.has(name))
      .map(({ name }) => ({
        text: `${name} of ${pipeline.name}`,
        both: bringsAbout(persona, pipeline),
      }));
  });
  const list = (both: boolean) =>
    places.filter((each) => each.both === both).map(({ text }) => text);
  return [
    ...say(list(true), "may both bring a change about and approve it"),
    ...say(list(false), "approves where whoever starts may approve as well"),
    ...closesOnly(platform, persona),
  ];
}

/** The setting lifts the rule about who starts, and opens no gate to who approves. */
function closesOnly({ pipelines }: Platform, persona: Persona): string[] {
  const places = pipelines.flatMap(({ name, stages }) => {
    const gates = stagesHeld(persona, "gate", name);
    const approved = stagesHeld(persona, "approve", name);
    const lifted = stages.some(
      (stage) => stage.approval?.allowStarterToApprove === true && approved.has(stage.name),
    );
    const closed = stages.filter((stage) => gates.has(stage.name)).map((stage) => stage.name);
    return lifted && closed.length > 0 ? [`${closed.join(", ")} of ${name}`] : [];
  });
  return places.length === 0
    ? []
    : [`allowStarterToApprove: may close gates of ${listNames(places)}, not open them`];
}

function say(places: readonly string[], what: string): string[] {
  return places.length === 0 ? [] : [`allowStarterToApprove: ${what}: ${listNames(places)}`];
}

function bringsAbout(persona: Persona, pipeline: Pipeline): boolean {
  return (
    opensGate(persona, pipeline) ||
    (["start", "edit", "override", "source"] as const).some(
      (capability) => stagesHeld(persona, capability, pipeline.name).size > 0,
    )
  );
}
