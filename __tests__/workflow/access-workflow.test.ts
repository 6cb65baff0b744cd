import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const FILE = join(__dirname, "..", "..", ".github", "workflows", "access.yml");

const workflow = parse(readFileSync(FILE, "utf8")) as {
  permissions: object;
  jobs: { prove: { permissions: object; steps: { uses?: string }[] } };
};

test("the workflow runs what it was reviewed with: each action by its commit", () => {
  const used = workflow.jobs.prove.steps.flatMap(({ uses }) => uses ?? []);
  expect(used.length).toBeGreaterThan(2);
  for (const each of used) expect(each).toMatch(/@[0-9a-f]{40}$/);
});

test("the workflow may do what it needs, and no more", () => {
  expect(workflow.permissions).toEqual({});
  expect(workflow.jobs.prove.permissions).toEqual({
    contents: "read",
    "security-events": "write",
    "pull-requests": "write",
  });
});
