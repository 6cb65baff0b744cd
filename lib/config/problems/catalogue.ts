import { ACCESS_PROBLEMS } from "./access-problems";
import { FILE_PROBLEMS } from "./file-problems";
import { PLATFORM_PROBLEMS } from "./platform-problems";
import { REFERENCE_PROBLEMS } from "./reference-problems";
import { SHAPE_PROBLEMS } from "./shape-problems";
import type { CatalogueEntry } from "./catalogue-entry";

const ENTRIES = {
  ...FILE_PROBLEMS,
  ...SHAPE_PROBLEMS,
  ...REFERENCE_PROBLEMS,
  ...PLATFORM_PROBLEMS,
  ...ACCESS_PROBLEMS,
};

/** Every kind of problem that a config can have. */
export type ProblemCode = keyof typeof ENTRIES;

/** What `gatehouse explain` tells of each code. A test provokes each one and tries its remedy. */
export const CATALOGUE: Readonly<Record<ProblemCode, CatalogueEntry>> = ENTRIES;

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(ENTRIES, text);
}
