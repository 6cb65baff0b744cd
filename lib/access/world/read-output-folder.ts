import { readFileSync } from "node:fs";
import { isAbsolute, join, normalize } from "node:path";
import { isRecord, recordIn, stringIn } from "./terraform/json-value";
import { parseStack } from "./terraform/parse-stack";
import type { TerraformStack } from "./terraform/terraform-stack";
import { readJson } from "./read-json";
import type { ReadStacks, WorldProblem } from "./world-problem";

const AGAIN = "write the folder anew with `gatehouse synth -o FOLDER`";

/** Reads what `gatehouse synth -o FOLDER` wrote: the manifest, and the stacks that it lists. */
export function readOutputFolder(folder: string): ReadStacks {
  const manifest = readJson(join(folder, "manifest.json"), "manifest.json", AGAIN, readFileSync);
  if (manifest.kind === "problem") return { kind: "unreadable", problems: [manifest.problem] };
  const listed = recordIn(manifest.content).stacks;
  if (!isRecord(listed) || Object.keys(listed).length === 0) {
    const what = "it lists no stacks, so it is no manifest of CDKTF's";
    return { kind: "unreadable", problems: [{ file: "manifest.json", what, fix: AGAIN }] };
  }
  const stacks: TerraformStack[] = [];
  const problems: WorldProblem[] = [];
  for (const [name, entry] of Object.entries(listed)) {
    const path = stringIn(recordIn(entry).synthesizedStackPath);
    if (path === undefined || leaves(path)) {
      const what = `the path of stack "${name}" is missing or leads out of the folder`;
      problems.push({ file: "manifest.json", what, fix: AGAIN });
      continue;
    }
    const stack = readJson(join(folder, path), path, AGAIN, readFileSync);
    if (stack.kind === "problem") problems.push(stack.problem);
    else if (!isRecord(stack.content))
      problems.push({ file: path, what: "it is JSON, but no stack", fix: AGAIN });
    else stacks.push(parseStack(name, path, stack.content));
  }
  return problems.length > 0 ? { kind: "unreadable", problems } : { kind: "stacks", stacks };
}

function leaves(path: string): boolean {
  const plain = normalize(path);
  return isAbsolute(plain) || plain === ".." || /^\.\.[/\\]/.test(plain) || plain.includes("\0");
}
