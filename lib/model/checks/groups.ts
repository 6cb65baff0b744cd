import type { Finding } from "../../config/problem";
import { CONFLICTS_WITH_APPROVE, stagesHeld } from "../reach";
import { type Check, droppedFrom } from "./check";

/** Groups are named once, and no group joins what separate personas keep apart. */
export const checkGroups: Check = (input) => {
  const { config, platform } = input;
  const findings: Finding[] = config.groups.flatMap((group, index) => {
    const earlier = config.groups.findIndex(
      (other) => other.name.toLowerCase() === group.name.toLowerCase(),
    );
    if (earlier === index) return [];
    return [
      {
        code: "duplicate-name",
        path: ["groups", index, "name"],
        message: `group "${group.name}" is already defined at groups[${earlier}]; Identity Center ignores case`,
        fix: "merge the two into one group with both lists of personas",
      },
    ];
  });
  config.groups.forEach((group, index) => {
    group.personas.forEach((persona, at) => {
      if (group.personas.indexOf(persona) === at) return;
      findings.push({
        code: "duplicate-name",
        path: ["groups", index, "personas", at],
        message: `persona "${persona}" is listed twice`,
        fix: "remove one of the two",
      });
    });
    findings.push(...joinedDuties(platform, group.personas, ["groups", index, "personas"]));
  });
  if (config.identity.mode === "none" || droppedFrom(input, "groups", "personas")) return findings;
  for (const persona of platform.personas) {
    if (!persona.enabled || config.groups.some((group) => group.personas.includes(persona.name)))
      continue;
    findings.push({
      code: "persona-without-group",
      severity: "warning",
      path: ["personas", persona.name],
      atKey: true,
      got: persona.name,
      message: `no group holds persona "${persona.name}", so nobody has it`,
      fix: "add it to a group, or set enabled: false",
    });
  }
  return findings;
};

function joinedDuties(
  platform: Parameters<Check>[0]["platform"],
  names: readonly string[],
  path: Finding["path"],
): Finding[] {
  const held = platform.personas.filter(
    (persona) => persona.enabled && names.includes(persona.name),
  );
  for (const pipeline of platform.pipelines) {
    for (const stage of pipeline.stages) {
      if (stage.approval === undefined || stage.approval.allowStarterToApprove) continue;
      const approver = held.find((persona) =>
        stagesHeld(persona, "approve", pipeline.name).has(stage.name),
      );
      if (approver === undefined) continue;
      for (const other of held) {
        const duty = CONFLICTS_WITH_APPROVE.find(
          (capability) =>
            other !== approver && stagesHeld(other, capability, pipeline.name).size > 0,
        );
        if (duty === undefined) continue;
        return [
          {
            code: "approver-conflict",
            path,
            got: names.join(", "),
            message: `members of this group may approve stage "${stage.name}" of pipeline "${pipeline.name}" as ${approver.name} and ${duty} it as ${other.name}`,
            fix: "give the two personas to different groups with different members",
          },
        ];
      }
    }
  }
  return [];
}
