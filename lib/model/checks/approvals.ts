import type { Finding } from "../../config/problem";
import type { Persona, Pipeline, Stage } from "../platform";
import { CONFLICTS_WITH_APPROVE, approversOf, stagesHeld } from "../reach";
import { type Check, droppedFrom } from "./check";

/** Two pairs of eyes: who approves a stage must not be able to bring the change about, or to lead it round. */
export const checkApprovals: Check = (input) => {
  const { config, platform } = input;
  const findings: Finding[] = [];
  for (const pipeline of platform.pipelines) {
    pipeline.stages.forEach((stage, index) => {
      if (stage.approval === undefined) return;
      const path = ["pipelines", pipeline.name, "stages", index, "approval"];
      const approvers = approversOf(platform, pipeline.name, stage.name);
      const selectsNothing =
        stage.targets.length === 0 &&
        config.pipelines[pipeline.name]?.stages[index]?.accounts !== undefined;
      if (
        approvers.length === 0 &&
        !selectsNothing &&
        !droppedFrom(input, "accounts", "environments", "personas")
      ) {
        findings.push({
          code: "approval-without-approver",
          severity: "warning",
          path,
          message: `no persona may approve stage "${stage.name}" of pipeline "${pipeline.name}"`,
          fix: "grant approve on it to a persona, or every execution ends here",
        });
      }
      if (stage.approval.allowStarterToApprove) {
        findings.push(
          stage.protected ? starterOnProtected(stage, path) : starterAllowed(stage, path),
        );
        if (!stage.protected) return;
      }
      for (const persona of approvers) findings.push(...conflicts(persona, pipeline, stage));
    });
  }
  return unique(findings);
};

function conflicts(persona: Persona, pipeline: Pipeline, stage: Stage): Finding[] {
  const held = CONFLICTS_WITH_APPROVE.filter(
    (capability) => stagesHeld(persona, capability, pipeline.name).size > 0,
  );
  if (held.length === 0) return [];
  return [
    {
      code: "approver-conflict",
      path: ["personas", persona.name],
      atKey: true,
      got: `approve, ${held.join(", ")}`,
      message: `"${persona.name}" may approve stage "${stage.name}" of pipeline "${pipeline.name}" and also ${held.join(", ")} it`,
      fix: `give approve to a persona that holds none of ${CONFLICTS_WITH_APPROVE.join(", ")} on this pipeline`,
    },
  ];
}

function starterOnProtected(stage: Stage, path: Finding["path"]): Finding {
  return {
    code: "approver-conflict",
    path: [...path, "allowStarterToApprove"],
    message: `stage "${stage.name}" is protected: who starts a pipeline may never approve there`,
    fix: "remove allowStarterToApprove",
  };
}

function starterAllowed(stage: Stage, path: Finding["path"]): Finding {
  return {
    code: "starter-may-approve",
    severity: "warning",
    path: [...path, "allowStarterToApprove"],
    message: `on stage "${stage.name}" one person may start and approve the same change`,
    fix: "remove allowStarterToApprove to ask for a second pair of eyes",
  };
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
