import type { CatalogueEntry } from "./catalogue-entry";

export const REFERENCE_PROBLEMS = {
  "unknown-account": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-environment": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-ou": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-tag": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-connection": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-profile": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-pipeline": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-team": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-stage": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-persona": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "unknown-region": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "circular-reference": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
} as const satisfies Record<string, CatalogueEntry>;
