import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../examples/bring-your-own-app/main";
import { ROOT } from "../support/synth-platform";
import { getStatement, statementsOf } from "../support/synth-module";
import { describeWithTerraform } from "../support/terraform";
import { validateStacks } from "../support/validate-stacks";

interface Stack {
  readonly terraform: { readonly backend: unknown };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

const STACKS = ["people", "production", "tooling"] as const;

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), "gatehouse-example-"));
  createApp(outdir).synth();
});
afterAll(() => {
  rmSync(outdir, { recursive: true });
});

const folderOf = (name: string) => join(outdir, "stacks", name);
const textOf = (name: string) => readFileSync(join(folderOf(name), "cdk.tf.json"), "utf8");
const stack = (name: (typeof STACKS)[number]) => JSON.parse(textOf(name)) as Stack;
const all = (name: (typeof STACKS)[number], type: string) =>
  Object.values(stack(name).resource[type] ?? {});

const rolesOf = (name: "production" | "tooling", accountId: string) =>
  all(name, "aws_iam_role").map((role) => `arn:aws:iam::${accountId}:role/${String(role["name"])}`);

describe("an app that uses the modules on their own", () => {
  test.each(STACKS)("writes no path of this machine into stack %s", (name) => {
    expect(textOf(name)).not.toContain(outdir);
    expect(textOf(name)).not.toContain(ROOT);
  });

  test.each(STACKS)("keeps the state of stack %s beside the app, by a relative path", (name) => {
    expect(stack(name).terraform.backend).toEqual({ local: { path: `../../../${name}.tfstate` } });
  });

  test("assumes only roles that it makes, and each of them", () => {
    const made = [...rolesOf("tooling", "111111111111"), ...rolesOf("production", "222222222222")];
    const inline = all("tooling", "aws_iam_role_policy").map(({ policy }) => statementsOf(policy));
    const assumed = inline
      .flat()
      .filter(({ Action }) => Action === "sts:AssumeRole")
      .flatMap(({ Resource = [] }) => Resource);
    expect(made).toEqual(expect.arrayContaining(assumed));
    const [pipeline] = all("tooling", "aws_codepipeline");
    const stages = pipeline?.["stage"] as { action: { role_arn: string }[] }[];
    const used = stages.flatMap(({ action }) => action.map(({ role_arn }) => role_arn));
    expect([...new Set(used)].sort()).toEqual([...assumed].sort());
  });

  test("puts a boundary on every role", () => {
    const roles = [...all("tooling", "aws_iam_role"), ...all("production", "aws_iam_role")];
    expect(roles).toHaveLength(7);
    for (const role of roles) {
      expect(role["permissions_boundary"]).toMatch(/^\$\{aws_iam_policy\./);
    }
  });

  test("executes in production exactly the change set that was approved", () => {
    const [pipeline] = all("tooling", "aws_codepipeline");
    const stages = pipeline?.["stage"] as {
      action: { name: string; run_order: number; configuration: Record<string, string> }[];
    }[];
    const production = stages.at(-1)?.action ?? [];
    expect(production.map(({ name, run_order }) => [run_order, name])).toEqual([
      [1, "prepare"],
      [2, "approve"],
      [3, "deploy"],
    ]);
    const [prepare, , deploy] = production.map(({ configuration }) => configuration);
    expect(deploy?.["ChangeSetName"]).toBe(prepare?.["ChangeSetName"]);
  });

  test("lets approvers approve this one action, and start nothing", () => {
    const [{ inline_policy: policy } = {}] = all(
      "people",
      "aws_ssoadmin_permission_set_inline_policy",
    );
    expect(getStatement(policy, "Approve")).toMatchObject({
      Action: "codepipeline:PutApprovalResult",
      Resource: "arn:aws:codepipeline:eu-west-1:111111111111:shop/production/approve",
    });
    expect(String(policy)).not.toMatch(/Start|Update|Enable|Override/);
  });
});

describeWithTerraform("Terraform accepts", () => {
  test("every stack of it", async () => {
    const stacks = new Map(STACKS.map((name) => [name, folderOf(name)]));
    expect(await validateStacks(stacks)).toEqual([]);
  });
});
