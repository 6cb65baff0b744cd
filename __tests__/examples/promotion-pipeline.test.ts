import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { createApp } from "../../examples/promotion-pipeline/main";
import { NAMES, ROLES, WAVES, tooling } from "../../examples/promotion-pipeline/names";
import { planWaves } from "../../lib/promotion/waves";
import { codeBlocksIn } from "../docs/read-documents";
import { bootstrapped } from "../support/bootstrapped";
import { decide, type IamRequest, type IamStatement } from "../support/decide";
import { statementsOf } from "../support/synth-module";
import { ROOT, SHIPPED, type StackJson, type SynthesizedPlatform } from "../support/synth-platform";
import { describeWithTerraform } from "../support/terraform";
import { validateStacks } from "../support/validate-stacks";

interface Action {
  readonly name: string;
  readonly provider: string;
  readonly run_order: number;
  readonly role_arn: string;
  readonly namespace?: string;
  readonly output_artifacts?: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
}

const FOLDER = join(ROOT, "examples", "promotion-pipeline");
const PHASES = ["plan", "apply"] as const;
const runArn = (phase: (typeof PHASES)[number]) => tooling.roleArn(ROLES.run[phase]);

let outdir: string;
let folder: string;
let platform: SynthesizedPlatform;
beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), "gatehouse-example-"));
  folder = join(outdir, "stacks", "promotion");
  createApp(outdir).synth();
  platform = await bootstrapped(SHIPPED, "github", {
    provisioner: {
      bootstrap: {
        trustedPrincipals: { plan: [runArn("plan")], apply: [runArn("apply")] },
      },
    },
  });
});
afterAll(() => {
  rmSync(outdir, { recursive: true });
});

const text = () => readFileSync(join(folder, "cdk.tf.json"), "utf8");
const resources = (type: string) =>
  Object.entries((JSON.parse(text()) as StackJson).resource[type] ?? {});

const stages = () =>
  resources("aws_codepipeline")[0]?.[1]["stage"] as { name: string; action: Action[] }[];
const actions = () => stages().find(({ name }) => name === NAMES.stage)?.action ?? [];
const variablesOf = ({ configuration }: Action) =>
  Object.fromEntries(
    (
      JSON.parse(configuration["EnvironmentVariables"] ?? "[]") as { name: string; value: string }[]
    ).map(({ name, value }) => [name, value]),
  );

/** What a role is given, and what its boundary leaves of that. */
const may = (roleName: string, request: IamRequest): boolean => {
  const [id] = resources("aws_iam_role").find(([, { name }]) => name === roleName) ?? [];
  const given = resources("aws_iam_role_policy")
    .filter(([, { role }]) => role === `\${aws_iam_role.${String(id)}.name}`)
    .flatMap(([, { policy }]) => statementsOf(policy));
  expect(given).not.toEqual([]);
  const boundary = resources("aws_iam_policy").flatMap(([, { policy }]) => statementsOf(policy));
  return [given, boundary].every(
    (statements) => decide(statements as readonly IamStatement[], request) === "allowed",
  );
};
const takes = (roleName: string, arn: string) =>
  may(roleName, { action: "sts:AssumeRole", resource: arn });

/** The roles of bootstrap with their trust policies. */
const provisioners = () =>
  platform.stackNames
    .filter((name) => name.startsWith("bootstrap-"))
    .flatMap((name) => {
      const { provider, resource } = platform.stack(name);
      const [accountId] = provider.aws[0]?.["allowed_account_ids"] as string[];
      return Object.values(resource["aws_iam_role"] ?? {}).map((role) => ({
        arn: `arn:aws:iam::${String(accountId)}:role/${String(role["name"])}`,
        trust: String(role["assume_role_policy"]),
      }));
    });

describe("the pipeline that promotes", () => {
  test("goes through the waves of the shipped platform, and waits before those that are protected", () => {
    const stacks = platform.stackNames
      .filter((name) => !name.startsWith("bootstrap-"))
      .map((name) => ({ name, dependencies: [] }));
    const waves = planWaves(platform.platform, stacks);
    expect(waves.map((wave) => ({ name: wave.name, protected: wave.protected }))).toEqual(WAVES);
    expect(actions().map(({ name }) => name)).toEqual(
      waves.flatMap((wave) =>
        ["plan", ...(wave.protected ? ["approve"] : []), "apply"].map(
          (step) => `${step}-${wave.name}`,
        ),
      ),
    );
  });

  test("takes one step after the other, in one stage, so that no commit overtakes another", () => {
    expect(stages().map(({ name }) => name)).toEqual(["source", NAMES.stage]);
    expect(actions().map(({ run_order }) => run_order)).toEqual(actions().map((_, k) => k + 1));
    expect(resources("aws_codepipeline")[0]?.[1]["execution_mode"]).toBe("SUPERSEDED");
  });

  test("applies in each wave the bundle that was planned for it, and tells approvers which that is", () => {
    for (const { name, protected: waits } of WAVES) {
      const named = (step: string) => actions().find((each) => each.name === `${step}-${name}`);
      const [plan, approve, apply] = ["plan", "approve", "apply"].map(named);
      if (plan === undefined || apply === undefined) throw new Error(`no steps of ${name}`);
      expect(variablesOf(plan)).toEqual({ WAVE: name });
      const bundle = `#{${String(plan.namespace)}.BUNDLE}`;
      expect(variablesOf(apply)).toEqual({ BUNDLE: bundle });
      expect(approve !== undefined).toBe(waits);
      if (waits) expect(approve?.configuration["CustomData"]).toContain(bundle);
    }
    const namespaces = actions().flatMap(({ namespace }) => namespace ?? []);
    expect(new Set(namespaces).size).toBe(WAVES.length);
  });

  test("gives builds a clone with its history, and hands on no artifact that could hold a plan", () => {
    const [source] = stages()[0]?.action ?? [];
    expect(source?.configuration["OutputArtifactFormat"]).toBe("CODEBUILD_CLONE_REF");
    expect(actions().flatMap(({ output_artifacts = [] }) => output_artifacts)).toEqual([]);
  });

  test("builds by the buildspecs that are beside it", () => {
    const named = resources("aws_codebuild_project").map(
      ([, { source }]) => (source as { buildspec: string }).buildspec,
    );
    expect(named.sort()).toEqual([
      "examples/promotion-pipeline/apply.buildspec.yml",
      "examples/promotion-pipeline/plan.buildspec.yml",
    ]);
  });

  test("writes no path of this machine", () => {
    expect(text()).not.toContain(outdir);
    expect(text()).not.toContain(ROOT);
  });
});

describe("its roles", () => {
  test("are all bounded, and the pipeline takes exactly those of its actions", () => {
    const roles = resources("aws_iam_role").map(([, role]) => role);
    expect(roles).toHaveLength(7);
    for (const role of roles) expect(role["permissions_boundary"]).toMatch(/^\$\{aws_iam_policy\./);
    const used = new Set(stages().flatMap(({ action }) => action.map(({ role_arn }) => role_arn)));
    const made = roles.map(({ name }) => tooling.roleArn(String(name)));
    expect(made.filter((arn) => takes(ROLES.pipeline, arn)).sort()).toEqual([...used].sort());
  });

  test.each(PHASES)("%s: take exactly the roles of bootstrap that trust them", (phase) => {
    const trusting = provisioners().filter(({ trust }) => trust.includes(`"${runArn(phase)}"`));
    expect(trusting.length).toBeGreaterThan(10);
    const taken = provisioners().filter(({ arn }) => takes(ROLES.run[phase], arn));
    expect(taken).toEqual(trusting);
  });

  test("that plan and apply meet in the role of the journal alone", () => {
    const both = provisioners().filter(({ arn }) =>
      PHASES.every((phase) => takes(ROLES.run[phase], arn)),
    );
    expect(both.map(({ arn }) => arn)).toEqual([
      tooling.roleArn("provisioner-gatehouse-promotion"),
    ]);
  });

  test("take none of another account, another platform, or of the pipeline's own", () => {
    const others = [
      "arn:aws:iam::999999999999:role/provisioner-gatehouse-tooling-plan",
      tooling.roleArn("provisioner-other-tooling-plan"),
      tooling.roleArn("provisioner-gatehouse-tooling-plan-x"),
      ...[ROLES.pipeline, ROLES.source, ROLES.start.apply, ROLES.run.apply].map((name) =>
        tooling.roleArn(name),
      ),
    ];
    expect(takes(ROLES.run.plan, tooling.roleArn("provisioner-gatehouse-tooling-plan"))).toBe(true);
    for (const arn of others) expect([arn, takes(ROLES.run.plan, arn)]).toEqual([arn, false]);
  });

  test("read the signing key where they plan, and nowhere else", () => {
    const resource = tooling.arn("secretsmanager", "secret:promotion/signing-key-AbCdEf");
    const asked = { action: "secretsmanager:GetSecretValue", resource };
    expect(may(ROLES.run.plan, asked)).toBe(true);
    const all = resources("aws_iam_role").map(([, { name }]) => String(name));
    for (const role of all.filter((name) => name !== ROLES.run.plan))
      expect([role, may(role, asked)]).toEqual([role, false]);
    const other = tooling.arn("secretsmanager", "secret:promotion/signing-key-other-AbCdEf");
    expect(may(ROLES.run.plan, { ...asked, resource: other })).toBe(false);
  });

  test.each(PHASES)(
    "%s: write no artifact, and use the connection for this repository",
    (phase) => {
      const object = `${tooling.bucketArn(NAMES.artifactBucket)}/promotion/source/a`;
      const asks = (action: string) => may(ROLES.run[phase], { action, resource: object });
      expect([asks("s3:GetObject"), asks("s3:PutObject")]).toEqual([true, false]);
      const uses = (repository: string) =>
        may(ROLES.run[phase], {
          action: "codeconnections:UseConnection",
          resource: tooling.arn(
            "codeconnections",
            "connection/11111111-2222-3333-4444-555555555555",
          ),
          context: { "codeconnections:FullRepositoryId": repository },
        });
      expect([uses(NAMES.repository), uses("example-org/other")]).toEqual([true, false]);
    },
  );

  test("are those that the guide lets bootstrap trust", () => {
    const guide = readFileSync(join(FOLDER, "README.md"), "utf8");
    const block = codeBlocksIn(guide).find(({ lines }) => lines[0] === "# platform.yaml");
    expect(parse(block?.lines.join("\n") ?? "")).toMatchObject({
      provisioner: {
        bootstrap: { trustedPrincipals: { plan: [runArn("plan")], apply: [runArn("apply")] } },
      },
    });
  });
});

describeWithTerraform("Terraform accepts", () => {
  test("its stack", async () => {
    expect(await validateStacks(new Map([["promotion", folder]]))).toEqual([]);
  });
});
