import type { CatalogueEntry } from "./catalogue-entry";

export const SHAPE_PROBLEMS = {
  "unknown-key": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "missing-field": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "wrong-type": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "account-id-not-text": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "out-of-range": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-value": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-account-id": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-name": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-organization-id": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-tag": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-action": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-connection-arn": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-repository": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-path": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-session-duration": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-kms-key": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "invalid-format": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "empty-stage": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
} as const satisfies Record<string, CatalogueEntry>;
