import type { CatalogueEntry } from "./catalogue-entry";

export const PLATFORM_PROBLEMS = {
  "duplicate-account-id": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "duplicate-name": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "empty-selection": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "region-not-in-account": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "environment-order": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "reserved-name": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "name-too-long": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "name-collision": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "deploy-without-stage": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "stage-without-deploy": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "too-many-actions": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "session-duration-out-of-range": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
} as const satisfies Record<string, CatalogueEntry>;
