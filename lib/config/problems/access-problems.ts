import type { CatalogueEntry } from "./catalogue-entry";

export const ACCESS_PROBLEMS = {
  "protected-stage-without-approval": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "approver-conflict": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "approval-without-approver": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "starter-may-approve": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "grant-level": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "grant-without-target": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "persona-without-group": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-action": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "wildcard-resource": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-placeholder": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-resource": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "plan-permissions": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "policy-too-large": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "policy-nearly-full": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "privileged-build": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "artifacts-deletable": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
} as const satisfies Record<string, CatalogueEntry>;
