import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const USAGE = "usage: npm run check -- [--no-tests] [--only name,name] [--report file.json]";
const scratch = mkdtempSync(join(tmpdir(), "gatehouse-check-"));

/** The longest first, as they run side by side. */
const STEPS = {
  // Without --cache: it goes by a file's own text, but typed rules depend on what it imports.
  lint: bin("eslint", ".", "--max-warnings", "0"),
  format: bin("prettier", "--check", "--log-level", "warn", "."),
  types: bin("tsc", "--noEmit"),
  unused: bin("knip", "--no-progress"),
  licences: ["node", "--import", "tsx", "scripts/licences.ts"],
  lockfile: ["node", "--import", "tsx", "scripts/lockfile.ts"],
  schema: ["node", "cli/gatehouse.js", "schema", "--check"],
  synth: ["node", "cli/gatehouse.js", "synth", "--prove", "--out", join(scratch, "cdktf.out")],
  lock: ["node", "cli/gatehouse.js", "access", "--lock"],
  tests: ["npm", "test"],
};
/** As many as the cores of a small machine. */
const AT_A_TIME = 2;

async function runSteps(names) {
  const failed = [];
  const waiting = names.filter((name) => name !== "tests");
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      if (!(await passes(name))) failed.push(name);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  // They have every core to themselves.
  if (names.includes("tests") && !(await passes("tests"))) failed.push("tests");
  console.log(
    failed.length === 0 ? `all ${names.length} checks ok` : `failed: ${failed.join(", ")}`,
  );
  return { passed: names.length - failed.length, failed: failed.length };
}

async function passes(name) {
  const begun = Date.now();
  const output = await run(STEPS[name]);
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  const verdict = output === undefined ? "ok" : "FAILED";
  console.log(`${name.padEnd(9)} ${verdict.padEnd(6)} ${seconds.padStart(6)} s`);
  if (output !== undefined) console.log(output.trim().replace(/^/gm, "  "));
  return output === undefined;
}

/** What a step has to say if it failed, else undefined. */
function run([command, ...args]) {
  const env = { ...process.env, CHECKPOINT_DISABLE: "1" };
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { cwd: ROOT, env, maxBuffer: 256 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) return resolve(undefined);
        const ending = error.signal ? `ended by ${error.signal}` : `exit ${error.code}`;
        resolve(`${stdout}${stderr}\n(${ending}: ${[command, ...args].join(" ")})`);
      },
    );
  });
}

/** The steps to run and where to report, or what is wrong with the command line. */
function readArguments() {
  const options = { "no-tests": { type: "boolean" }, only: { type: "string" } };
  let values;
  try {
    ({ values } = parseArgs({ options: { ...options, report: { type: "string" } } }));
  } catch (error) {
    return { wrong: error.message };
  }
  const known = Object.keys(STEPS);
  const wanted = values.only?.split(",") ?? known;
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    return { wrong: `no step ${unknown.join(", ")}; known: ${known.join(", ")}` };
  }
  const steps = known.filter((name) => wanted.includes(name));
  const chosen = values["no-tests"] ? steps.filter((name) => name !== "tests") : steps;
  return chosen.length === 0
    ? { wrong: "no step left to run" }
    : { steps: chosen, report: values.report };
}

function bin(name, ...args) {
  return [join("node_modules", ".bin", name), ...args];
}

const { steps, report, wrong } = readArguments();
if (wrong !== undefined) {
  console.error(`${wrong}\n${USAGE}`);
  process.exitCode = 2;
} else {
  const result = await runSteps(steps);
  if (report !== undefined) writeFileSync(report, JSON.stringify(result));
  process.exitCode = result.failed === 0 ? 0 : 1;
}
rmSync(scratch, { recursive: true, force: true });
