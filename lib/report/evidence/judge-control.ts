import type { Proof } from "../../access/prove/proof";
import { countOf } from "../text/count-of";
import type { Control, PackFile, Pointer } from "./control";
import type { WrittenPolicy } from "./written-policies";

export type Standing =
  /** All that it points to is there and holds. */
  | "shown"
  | "violated"
  /** A claim can't be decided. */
  | "undecided"
  /** A statement or file that it points to is not there, or a claim had nothing to be asked of. */
  | "not shown";

/** What stands behind a control on this platform. */
export interface JudgedControl {
  readonly control: Control;
  readonly standing: Standing;
  /** A line for each pointer: what it is, and what came of it. */
  readonly evidence: readonly string[];
}

interface Found {
  readonly standing: Standing;
  readonly text: string;
}

interface Grounds {
  readonly proof: Proof;
  readonly policies: readonly WrittenPolicy[];
  /** Those that the pack has. */
  readonly files: readonly PackFile[];
}

/** Worst first: what a row is as a whole. */
const WORST: readonly Standing[] = ["violated", "undecided", "not shown"];

export function judgeControl(control: Control, grounds: Grounds): JudgedControl {
  const found = control.evidence.map((pointer) => look(pointer, grounds));
  const standing = WORST.find((each) => found.some((one) => one.standing === each)) ?? "shown";
  return { control, standing, evidence: found.map(({ text }) => text) };
}

function look(pointer: Pointer, grounds: Grounds): Found {
  if ("claim" in pointer) return lookAtClaim(pointer.claim, grounds.proof);
  if ("statement" in pointer) return lookForStatement(pointer.statement, grounds.policies);
  if ("file" in pointer) return lookForFile(pointer.file, grounds.files);
  return { standing: "shown", text: `Gatehouse's test ${pointer.test}` };
}

function lookAtClaim(id: string, { checks }: Proof): Found {
  const check = checks.find((each) => each.id === id);
  if (check === undefined || check.decisions === 0)
    return { standing: "not shown", text: `claim ${id}: nothing was asked` };
  const said = countOf(check.decisions, "decision");
  const violated = check.findings.some(({ kind }) => kind === "violated");
  if (violated) return { standing: "violated", text: `claim ${id}: violated (${said})` };
  if (check.findings.length > 0)
    return { standing: "undecided", text: `claim ${id}: undecided (${said})` };
  return { standing: "shown", text: `claim ${id}: holds (${said})` };
}

function lookForStatement(sid: string, policies: readonly WrittenPolicy[]): Found {
  const holders = policies.filter(({ sids }) => sids.some((each) => isOf(each, sid)));
  const [first] = holders;
  if (first === undefined)
    return { standing: "not shown", text: `statement ${sid}: in no policy here` };
  return {
    standing: "shown",
    text: `statement ${sid}: in ${countOf(holders.length, "policy")}, such as ${first.name} (${first.file})`,
  };
}

function lookForFile(file: PackFile, files: readonly PackFile[]): Found {
  return files.includes(file)
    ? { standing: "shown", text: file }
    : { standing: "not shown", text: `${file}: not there` };
}

/** Statements that were divided or repeated have a number behind their name. */
function isOf(sid: string, name: string): boolean {
  return sid.startsWith(name) && /^\d*$/.test(sid.slice(name.length));
}
