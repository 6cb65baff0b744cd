import type { CatalogueEntry } from "./catalogue-entry";

export const FILE_PROBLEMS = {
  "file-unreadable": {
    title: "The platform file can't be read",
    meaning:
      "There is no file at this path, it is a folder, or you have no permission to read it. Without --config, Gatehouse reads platform.yaml in the current folder.",
    provoke: { file: "missing" },
    remedy: { file: "sound" },
  },
  "file-too-large": {
    title: "The file is too large to be a platform file",
    meaning:
      "More than 2 MB, or more than 200,000 values. A platform of 1,000 accounts takes about 200 KB, so this is most likely another file: a plan, a log, a state file. It is refused before it is read.",
    provoke: { file: "too-large" },
    remedy: { file: "sound" },
  },
  "file-binary": {
    title: "The file is not text",
    meaning:
      "It holds zero bytes, or bytes that are no UTF-8. Some editors on Windows save as UTF-16, which looks the same on the screen; save the file as UTF-8 then.",
    provoke: { file: "binary" },
    remedy: { file: "sound" },
  },
  "file-empty": {
    title: "The file holds no settings",
    meaning:
      "It is empty, or holds comments only. Start from the shipped platform.yaml, which is a whole example, or from one in examples/.",
    provoke: { file: "empty" },
    remedy: { file: "sound" },
  },
} as const satisfies Record<string, CatalogueEntry>;
