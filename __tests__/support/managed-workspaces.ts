import { parse, stringify } from "yaml";
import { GOLDEN_TEXT } from "./platform-file";

/** Settings of `backend.workspaces` that leave nothing out but a repository. */
export const WORKSPACES = {
  createProject: true,
  existing: ["tooling", "promotion"],
  agentPool: "aws",
  terraformVersion: "~> 1.14.0",
  autoApply: ["dev"],
  runTriggers: true,
  promotionTeam: "promotion",
  teams: {
    "Shop Developers": { persona: "developer", access: "plan" },
    auditors: {},
    releases: { access: "write", environments: ["prod"] },
    helpers: { access: { runs: "plan" }, environments: ["dev"], shared: true },
  },
  notifications: {
    "platform-team": { to: "slack" },
    oncall: { to: "email", users: ["zoe", "adam"], on: ["run:errored"] },
  },
  tags: { owner: "platform" },
};

/** The golden platform in HCP Terraform, with the stack that makes its workspaces. */
export function managedText(
  workspaces: object = WORKSPACES,
  change: (config: Record<string, unknown>) => object = (config) => config,
): string {
  return stringify(
    change({
      ...(parse(GOLDEN_TEXT) as object),
      backend: { type: "cloud", organization: "acme", project: "platform", workspaces },
      provisioner: { bootstrap: {} },
    }),
  );
}
