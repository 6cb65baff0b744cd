import { ACCESS_PROBLEMS } from "./access-problems";
import { AUDIT_PROBLEMS } from "./audit-problems";
import { BOOTSTRAP_PROBLEMS } from "./bootstrap-problems";
import { BREAK_GLASS_PROBLEMS } from "./break-glass-problems";
import type { CatalogueEntry } from "./catalogue-entry";
import { FILE_PROBLEMS } from "./file-problems";
import { FORMAT_PROBLEMS } from "./format-problems";
import { PEOPLE_PROBLEMS } from "./people-problems";
import { PERMISSION_PROBLEMS } from "./permission-problems";
import { PLATFORM_PROBLEMS } from "./platform-problems";
import { REFERENCE_PROBLEMS } from "./reference-problems";
import { SHAPE_PROBLEMS } from "./shape-problems";
import { TERM_PROBLEMS } from "./term-problems";
import { WORKSPACE_PROBLEMS } from "./workspace-problems";
import { YAML_PROBLEMS } from "./yaml-problems";

const ENTRIES = {
  ...FILE_PROBLEMS,
  ...YAML_PROBLEMS,
  ...SHAPE_PROBLEMS,
  ...FORMAT_PROBLEMS,
  ...REFERENCE_PROBLEMS,
  ...PLATFORM_PROBLEMS,
  ...ACCESS_PROBLEMS,
  ...PEOPLE_PROBLEMS,
  ...TERM_PROBLEMS,
  ...BREAK_GLASS_PROBLEMS,
  ...PERMISSION_PROBLEMS,
  ...BOOTSTRAP_PROBLEMS,
  ...AUDIT_PROBLEMS,
  ...WORKSPACE_PROBLEMS,
};

/** Every kind of problem that a config can have. */
export type ProblemCode = keyof typeof ENTRIES;

/** What `gatehouse explain` tells of each code. A test provokes each one and tries its remedy. */
export const CATALOGUE: Readonly<Record<ProblemCode, CatalogueEntry>> = ENTRIES;

/** The codes by what they are about, as `gatehouse explain` lists them. */
export const GROUPS: readonly { readonly title: string; readonly codes: readonly ProblemCode[] }[] =
  [
    { title: "The file", codes: codesOf(FILE_PROBLEMS) },
    { title: "YAML", codes: codesOf(YAML_PROBLEMS) },
    { title: "Settings", codes: codesOf(SHAPE_PROBLEMS) },
    { title: "Forms of values", codes: codesOf(FORMAT_PROBLEMS) },
    { title: "Names that lead nowhere", codes: codesOf(REFERENCE_PROBLEMS) },
    { title: "The platform as a whole", codes: codesOf(PLATFORM_PROBLEMS) },
    { title: "Who may do what", codes: codesOf(ACCESS_PROBLEMS) },
    { title: "How people get it", codes: codesOf(PEOPLE_PROBLEMS) },
    { title: "What ends", codes: codesOf(TERM_PROBLEMS) },
    { title: "Emergencies", codes: codesOf(BREAK_GLASS_PROBLEMS) },
    { title: "Permissions and policies", codes: codesOf(PERMISSION_PROBLEMS) },
    { title: "What Terraform runs as", codes: codesOf(BOOTSTRAP_PROBLEMS) },
    { title: "What is recorded", codes: codesOf(AUDIT_PROBLEMS) },
    { title: "Workspaces of HCP Terraform", codes: codesOf(WORKSPACE_PROBLEMS) },
  ];

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(ENTRIES, text);
}

function codesOf<Code extends ProblemCode>(
  entries: Readonly<Record<Code, CatalogueEntry>>,
): Code[] {
  return Object.keys(entries).filter((code): code is Code => Object.hasOwn(entries, code));
}
