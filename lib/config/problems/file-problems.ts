import type { CatalogueEntry } from "./catalogue-entry";

export const FILE_PROBLEMS = {
  "file-unreadable": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "file-too-large": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "file-binary": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "file-empty": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "yaml-syntax": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "yaml-tab": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "yaml-too-many-aliases": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "yaml-too-deep": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "yaml-unknown-alias": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "yaml-tag": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
  "duplicate-key": { title: "", meaning: "", provoke: { text: "" }, remedy: { text: "" } },
} as const satisfies Record<string, CatalogueEntry>;
