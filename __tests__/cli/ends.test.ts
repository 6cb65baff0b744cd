import { existsSync } from "node:fs";
import { join } from "node:path";
import { goldenWith } from "../support/platform-file";
import { CliFolder } from "./cli-folder";

const ENDING = goldenWith(
  {
    path: ["personas", "developer", "grants", 2],
    value: {
      capabilities: ["logs"],
      pipelines: { names: ["queues"] },
      expires: "2027-01-31",
      expiresInPolicy: true,
      reason: "Looks into slow builds.",
      ticket: "OPS-1234",
    },
  },
  {
    path: ["groups", 0],
    value: {
      name: "Developers",
      personas: [{ persona: "developer", expires: "2030-12-31" }],
      members: ["ada", { user: "bob", expires: "2030-06-30", ticket: "HR-7" }],
      source: "created",
    },
  },
);

let folder: CliFolder;
beforeAll(() => {
  folder = new CliFolder(ENDING);
});
afterAll(() => folder.remove());

const OVER =
  /^platform\.yaml:\d+:\d+ error the grant of logs to "developer" ended with 2027-01-31 \(UTC\): OPS-1234, Looks into slow builds\. \[access-expired\]/;

test.each([
  ["2027-01-16", 0, /^$/],
  ["2027-01-17", 0, /warning .* ends with 2027-01-31 \(UTC\), in 14 days: OPS-1234, Looks/],
  ["2027-01-31", 0, /warning .*, which is today: OPS-1234/],
  ["2027-02-01", 2, OVER],
] as const)("validate on %s exits with %d and says what ends", async (today, code, message) => {
  const result = await folder.run("validate", "--today", today);
  expect(result.code).toBe(code);
  expect(result.stderr).toMatch(message);
});

test("synth writes the same bytes on every day on which it writes", async () => {
  const written = async (today: string, out: string) => {
    const { code, stderr } = await folder.run("synth", "-o", out, "--today", today);
    expect(code).toBe(0);
    return { stderr, stack: folder.read(`${out}/stacks/identity-center/cdk.tf.json`) };
  };
  const early = await written("2026-01-01", "early");
  const late = await written("2027-01-31", "late");
  expect(early.stderr).toBe("");
  expect(late.stderr).toContain("[access-ends-soon]");
  expect(late.stack).toBe(early.stack);
});

test.each([
  ["synth", ["synth", "-o", "never"]],
  ["promote plan", ["promote", "plan", "-o", "never"]],
])("%s fails once something is over, and writes nothing", async (_, command) => {
  const { code, stdout, stderr } = await folder.run(...command, "--today", "2027-02-01");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(OVER);
  expect(existsSync(join(folder.path, "never"))).toBe(false);
});

test.each(["tomorrow", "2027-02-30", "20270201", ""])("%j is no day", async (today) => {
  const { code, stdout, stderr } = await folder.run("validate", "--today", today);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`--today takes a day, not "${today}"`);
});

test("personas shows until when, why and by which ticket, on any day", async () => {
  const one = await folder.run("personas", "developer");
  expect(one).toMatchObject({ code: 0, stderr: "" });
  expect(one.stdout).toContain(
    "until 2027-01-31 (UTC), by its policy too: OPS-1234, Looks into slow builds.",
  );
  expect(one.stdout).toContain("Developers until 2030-12-31 (UTC)");
  expect(one.stdout).toContain("bob in Developers until 2030-06-30 (UTC): HR-7");
  const all = await folder.run("personas");
  expect(all.stdout).toMatch(/ logs \(until 2027-01-31\) +queues/);
  const policy = await folder.run("personas", "developer", "--policy");
  expect(policy.stdout).toMatch(/\/\/ logs until 2027-02-01T00:00:00Z: platform\.yaml:\d+:\d+/);
});
