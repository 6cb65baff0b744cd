import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findTools } from "../../../../scripts/demo/find-tools";
import { ROOT } from "../../../support/synth-platform";

type Case = Readonly<Record<string, unknown>> & { readonly id: string; readonly verdict: string };

interface CasesFile {
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly policies?: Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
}

/** What the emulator has not: SCPs, RCPs, session policies, root users, and doubt. */
const NOT_PLAYED = ["scps", "rcps", "sessionPolicies"];

const folder = join(ROOT, "__tests__", "cases");
const cases = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) => casesOf(JSON.parse(readFileSync(join(folder, name), "utf8")) as CasesFile))
  .filter(
    (each) =>
      NOT_PLAYED.every((field) => each[field] === undefined) &&
      each["complete"] !== false &&
      /^[a-z-]+\.amazonaws\.com$|:(assumed-role|user)\//.test(String(each["principal"])),
  );

function casesOf({ defaults, policies = {}, cases: own }: CasesFile): Case[] {
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    const reference = (value as { $policy?: string } | undefined)?.$policy;
    return reference === undefined ? value : policies[reference];
  };
  return own.map((each) => {
    const all = { ...defaults, ...each };
    const entries = Object.entries(all).map(([field, value]) => [field, named(value)]);
    return Object.fromEntries(entries) as Case;
  });
}

function judged(): string[] {
  const found = findTools();
  if (found.kind === "missing") throw new Error(`missing: ${found.missing.join("; ")}`);
  const emulator = join(ROOT, "scripts", "demo", "emulator");
  const { stdout, stderr } = spawnSync(
    found.tools.python,
    ["-B", join(__dirname, "judge_cases.py")],
    {
      input: JSON.stringify(cases),
      encoding: "utf8",
      env: { ...process.env, PYTHONPATH: emulator },
    },
  );
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

test("the emulator decides the proof's cases alike, as far as it says that it can judge them", () => {
  const verdicts = judged();
  const decided = cases.flatMap((each, index) => {
    const got = verdicts[index] ?? "?";
    return got === "unjudged" ? [] : [{ id: each.id, expected: each.verdict, got }];
  });
  expect(decided.filter(({ expected, got }) => expected !== got)).toEqual([]);
  expect(decided.length).toBeGreaterThan(400);
});
