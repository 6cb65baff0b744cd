import type { Finding } from "../../config/problem";
import type { Stage } from "../platform";
import { approversOf } from "../reach";
import { type Check, droppedFrom } from "./check";

/** Each approval has somebody to give it, and its own setting about starters fits its stage. */
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
      }
    });
  }
  return findings;
};

function starterOnProtected(stage: Stage, path: Finding["path"]): Finding {
  return {
    code: "duty-conflict",
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
