import { measurePolicies } from "../../lib/policy/policy-inventory";
import type { PolicyList } from "../../lib/report/policies/list-policies";
import { CliFolder } from "./cli-folder";
import { synthPlatform } from "../support/synth-platform";
import { GOLDEN_TEXT, SHIPPED_TEXT, goldenWith, validPlatform } from "../support/platform-file";

let folder: CliFolder;
beforeAll(() => {
  folder = new CliFolder(GOLDEN_TEXT);
});
afterAll(() => folder.remove());

interface Listing extends PolicyList {
  readonly valid: boolean;
  readonly problems: readonly { readonly code: string }[];
}

test("policies lists every policy document once, by name, with the line it comes from", async () => {
  const { code, stdout, stderr } = await folder.run("policies");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.split("\n").filter((line) => line.startsWith("  "));
  const names = lines.map(
    (line) => /^ {2}(.*?)( \(\d+ times\))? +platform\.yaml:\d+$/.exec(line)?.[1],
  );
  const measured = measurePolicies(await validPlatform(GOLDEN_TEXT)).map(({ name }) => name);
  expect(new Set(names)).toEqual(new Set(measured));
  expect(names).toEqual([...names].sort());
  expect(stdout).toMatch(/\d+ policy documents with [\d,]+ characters in all; 0 spilled over/);
});

test("--sizes adds size, limit and share, the fullest first", async () => {
  const { code, stdout } = await folder.run("policies", "--sizes");
  expect(code).toBe(0);
  const [header, ...lines] = stdout.split("\n").filter((line) => line.startsWith("  "));
  expect(header).toMatch(/^ {2}policy +size +limit +share +from$/);
  const shares = lines.map((line) => {
    const [, size = "", limit = "", share = ""] =
      / +([\d,]+) +([\d,]+) +(\d+) % +platform\.yaml:\d+$/.exec(line) ?? [];
    const exact = (Number(size.replace(/,/g, "")) * 100) / Number(limit.replace(/,/g, ""));
    expect(Number(share)).toBe(Math.floor(exact));
    return exact;
  });
  expect(shares.length).toBeGreaterThan(20);
  expect(shares).toEqual([...shares].sort((a, b) => b - a));
});

test("--json has the sizes of every policy and their sum", async () => {
  const { code, stdout } = await folder.run("policies", "--json");
  expect(code).toBe(0);
  const { valid, policies, total, problems } = JSON.parse(stdout) as Listing;
  const measures = measurePolicies(await validPlatform(GOLDEN_TEXT));
  expect({ valid, problems }).toEqual({ valid: true, problems: [] });
  expect(total).toEqual({
    documents: measures.length,
    characters: measures.reduce((sum, { size }) => sum + size, 0),
    spilledOver: 0,
    overLimit: 0,
  });
  expect(policies.reduce((sum, { documents }) => sum + documents, 0)).toBe(measures.length);
  for (const { at, path, size, limit, share } of policies) {
    expect(at).toMatch(/^platform\.yaml:\d+$/);
    expect(path).not.toBe("");
    expect(share).toBeCloseTo(size / limit, 3);
  }
});

/** Two hundred buckets in the build's own permissions, which no boundary has room for. */
const TOO_LARGE = goldenWith({
  path: ["pipelines", "web", "build", "permissions"],
  value: Array.from({ length: 200 }, (_, index) => ({
    actions: ["s3:GetObject"],
    resources: [`arn:{partition}:s3:::some-bucket-of-the-web-team-${index}/*`],
  })),
});

test("a policy over its limit is in the list, and then the problem, with exit code 2", async () => {
  const file = folder.write("large.yaml", TOO_LARGE);
  const { code, stdout, stderr } = await folder.run("policies", "--sizes", "-c", file);
  expect(code).toBe(2);
  const [, fullest] = stdout.split("\n");
  expect(fullest).toMatch(/boundary acme-boundary +[\d,]+ +6,144 +\d{3,} % +large\.yaml:\d+/);
  expect(stdout).toMatch(/[1-9]\d* over the limit/);
  expect(stderr).toMatch(/large\.yaml:\d+:\d+ error .*\[policy-too-large\]/);
  const validated = await folder.run("validate", "-c", file);
  expect(stderr).toBe(validated.stderr);
  const json = await folder.run("policies", "--json", "-c", file);
  expect(json).toMatchObject({ code: 2, stderr: "" });
  const listing = JSON.parse(json.stdout) as Listing;
  expect(listing.valid).toBe(false);
  expect(listing.policies.length).toBeGreaterThan(20);
  expect(listing.problems).toContainEqual(expect.objectContaining({ code: "policy-too-large" }));
});

test("a config that is wrong otherwise exits with 2 and its problems, and no list", async () => {
  const file = folder.write("wrong.yaml", GOLDEN_TEXT.replace("version: 1", "version: 2"));
  const { code, stdout, stderr } = await folder.run("policies", "-c", file);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("wrong.yaml:2:10 error");
  const json = await folder.run("policies", "--json", "-c", file);
  expect(JSON.parse(json.stdout)).toMatchObject({ valid: false });
});

test("the shipped platform's list is the same bytes each time", async () => {
  folder.write("shipped.yaml", SHIPPED_TEXT);
  const [once, again] = [
    await folder.run("policies", "--sizes", "-c", "shipped.yaml"),
    await folder.run("policies", "--sizes", "-c", "shipped.yaml"),
  ];
  expect(once).toEqual(again);
  expect(once.code).toBe(0);
});

test("with bootstrap, it lists the policies of what Terraform runs as, as the stacks have them", async () => {
  const text = goldenWith({
    path: ["provisioner"],
    value: { bootstrap: { trustedPrincipals: { plan: [CI], apply: [CI] } } },
  });
  const own = new CliFolder(text);
  try {
    const { code, stdout } = await own.run("policies", "--json");
    expect(code).toBe(0);
    const { policies } = JSON.parse(stdout) as Listing;
    const made = await synthPlatform(text);
    const roles = made.stackNames
      .filter((name) => name.startsWith("bootstrap-"))
      .flatMap((name) => Object.values(made.stack(name).resource["aws_iam_role"] ?? {}))
      .map(({ name }) => `trust policy of role ${String(name)}`);
    expect(roles.length).toBeGreaterThan(10);
    const listed = policies.filter(({ path }) => path === "provisioner.bootstrap");
    const names = listed.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("trust ")).sort()).toEqual(roles.sort());
    expect(names.filter((name) => name.startsWith("boundary "))).toHaveLength(1);
    expect(listed.every(({ size, limit }) => size > 0 && size <= limit)).toBe(true);
  } finally {
    own.remove();
  }
});

const CI = "arn:aws:iam::222222222222:role/ci/terraform";
