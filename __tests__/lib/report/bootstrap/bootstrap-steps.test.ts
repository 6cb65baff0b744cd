import { bootstrapSteps } from "../../../../lib/report/bootstrap/bootstrap-steps";
import { renderBootstrap } from "../../../../lib/report/bootstrap/render-bootstrap";
import { managedText } from "../../../support/managed-workspaces";
import { validPlatform } from "../../../support/platform-file";

const STACKS = [
  { name: "tooling", accountId: "100000000002" },
  { name: "bootstrap-dev", accountId: "200000000001" },
  { name: "bootstrap-tooling", accountId: "100000000002" },
];

const stepsOf = async (workspaces: object, provisioner: object, stacks = STACKS) => {
  const text = managedText(workspaces, (config) => ({ ...config, provisioner }));
  return bootstrapSteps(await validPlatform(text), stacks, "out");
};

test("the workspaces come first, with a token of their own kind", async () => {
  const plan = await stepsOf({}, { bootstrap: {} });
  expect(plan.steps.map(({ stack }) => stack)).toEqual([
    "workspaces",
    "bootstrap-tooling",
    "bootstrap-dev",
  ]);
  expect(renderBootstrap(plan).split("\n\n")[0]).toBe(
    [
      "# workspaces: HCP Terraform, as an owner of acme, with the token of: terraform login app.terraform.io",
      "terraform -chdir=out/stacks/workspaces init -input=false",
      "terraform -chdir=out/stacks/workspaces apply",
    ].join("\n"),
  );
  expect(plan.afterwards[0]).toBe(
    "set backend.workspaces.state and provisioner.bootstrap.state: backend",
  );
});

test("each state moves when its setting says so, and only what hasn't moved is told", async () => {
  const half = await stepsOf({ state: "backend" }, { bootstrap: {} });
  expect(half.steps.map(({ runs }) => runs[0]?.at(-1))).toEqual([
    "init",
    "-input=false",
    "-input=false",
  ]);
  expect(half.afterwards[0]).toBe("set provisioner.bootstrap.state: backend");
  const done = await stepsOf({ state: "backend" }, { bootstrap: { state: "backend" } });
  expect(done.afterwards).toEqual([]);
});

test("without roles to make, the workspaces are the only step", async () => {
  const plan = await stepsOf({}, {}, STACKS.slice(0, 1));
  expect(plan.steps.map(({ stack }) => stack)).toEqual(["workspaces"]);
  expect(plan.afterwards[0]).toBe("set backend.workspaces.state: backend");
});
