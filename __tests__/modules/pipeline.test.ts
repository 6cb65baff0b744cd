import type { Construct } from "constructs";
import type { BoundedRole } from "../../modules/bounded-role";
import { Pipeline, type PipelineProps, type PipelineStage } from "../../modules/pipeline";
import { type PipelineAction, codeBuild, connectionSource } from "../../modules/pipeline-action";
import { Place } from "../../modules/place";
import { createRole, createStore, keyArn, tooling } from "../support/own-app";
import { synthModule } from "../support/synth-module";

const frankfurt = new Place({ accountId: tooling.accountId, region: "eu-central-1" });
const source = connectionSource({
  name: "source",
  roleArn: tooling.roleArn("shop-source"),
  connectionArn: tooling.arn("codeconnections", "connection/1"),
  repository: "example-org/shop",
  branch: "main",
  detectChanges: true,
  output: "source",
});
const build = codeBuild({
  name: "build",
  roleArn: tooling.roleArn("shop-build"),
  projectName: "shop-build",
  input: "source",
});
const stages: readonly PipelineStage[] = [
  { name: "source", actions: [source] },
  { name: "build", actions: [build] },
];

type More = Partial<PipelineProps> & {
  readonly also?: (scope: Construct, role: BoundedRole) => void;
};

function pipeline({ also, ...props }: More = {}, places: readonly Place[] = [tooling]) {
  return synthModule((scope) => {
    const role = createRole(scope, "shop-pipeline");
    new Pipeline(scope, "pipeline", {
      pipelineName: "shop",
      role,
      stages,
      artifactStores: places.map((place) => createStore(scope, `shop-${place.region}`, place)),
      ...props,
    });
    also?.(scope, role);
  });
}

const made = (...args: Parameters<typeof pipeline>) => pipeline(...args).the("aws_codepipeline");

describe("a pipeline", () => {
  test("is of type V2, and a newer execution replaces a waiting one", () => {
    expect(made()).toMatchObject({ pipeline_type: "V2", execution_mode: "SUPERSEDED" });
    expect(made({ executionMode: "QUEUED" })["execution_mode"]).toBe("QUEUED");
  });

  test("encrypts artifacts with its store's key, by ARN", () => {
    expect(made()["artifact_store"]).toEqual([
      expect.objectContaining({
        type: "S3",
        encryption_key: { type: "KMS", id: keyArn },
      }) as object,
    ]);
  });

  test("names the regions of its stores only where there are several, as CodePipeline asks", () => {
    const regionsOf = (places: readonly Place[]) =>
      (made({}, places)["artifact_store"] as { region?: string }[]).map(({ region }) => region);
    expect(regionsOf([tooling])).toEqual([undefined]);
    expect(regionsOf([tooling, frankfurt])).toEqual(["eu-west-1", "eu-central-1"]);
  });

  test("gives each action the role it is to run as", () => {
    const roles = (made()["stage"] as { action: { role_arn: string }[] }[]).flatMap(({ action }) =>
      action.map(({ role_arn }) => role_arn),
    );
    expect(roles).toEqual([source.roleArn, build.roleArn]);
  });

  test("waits for its role's policies, its stores' policies and what it is told, each once", () => {
    const synthesized = pipeline({
      also: (scope, role) => createStore(scope, "shop-more").grantReadWrite(role, "all"),
    });
    const waits = synthesized.the("aws_codepipeline")["depends_on"] as string[];
    expect(waits.map((address) => address.split(".")[0])).toEqual([
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_s3_bucket_policy",
    ]);
  });

  test("waits for the policies of other roles as well as for their roles", () => {
    const synthesized = synthModule((scope) => {
      const role = createRole(scope, "shop-pipeline");
      const other = createRole(scope, "shop-source");
      const store = createStore(scope, "shop-artifacts");
      const dependsOn = [other, role];
      const props = { pipelineName: "shop", role, stages, artifactStores: [store], dependsOn };
      new Pipeline(scope, "pipeline", props);
      store.grantReadWrite(other, ["source"]);
    });
    const waits = synthesized.the("aws_codepipeline")["depends_on"] as string[];
    expect(new Set(waits).size).toBe(waits.length);
    expect(waits).toContainEqual(expect.stringMatching(/^aws_iam_role_policy\.shop-source/));
  });
});

describe("a pipeline that CodePipeline would refuse is refused by name", () => {
  const many = (count: number): PipelineAction[] =>
    Array.from({ length: count }, (_, index) => ({ ...build, name: `build-${index}` }));
  const stage = (index: number, actions: number): PipelineStage => ({
    name: `s${index}`,
    actions: many(actions),
  });
  const range = (count: number, actions: number) =>
    Array.from({ length: count }, (_, index) => stage(index, actions));
  test.each<[string, Partial<PipelineProps>, string]>([
    [
      "too many actions in a stage",
      { stages: [...stages, stage(1, 51)] },
      'pipeline "shop", stage "s1" has 51 actions; AWS takes 50',
    ],
    [
      "too many actions",
      { stages: range(11, 46) },
      'pipeline "shop" has 506 actions; AWS takes 500',
    ],
    ["too many stages", { stages: range(51, 1) }, 'pipeline "shop" has 51 stages; AWS takes 50'],
    ["too few stages", { stages: range(1, 1) }, "1 of the 2 stages"],
    ["no artifact store", { artifactStores: [] }, 'pipeline "shop" has no artifact store'],
    [
      "a configuration value that is too long",
      {
        stages: [
          ...stages,
          { name: "s", actions: [{ ...build, configuration: { Big: "x".repeat(1_001) } }] },
        ],
      },
      'stage "s", action "build": Big has 1001 characters; AWS takes 1000',
    ],
    [
      "an action in a region without a store",
      { stages: [...stages, { name: "s", actions: [{ ...build, region: "us-east-1" }] }] },
      'action "build" runs in us-east-1, and there is no artifact store',
    ],
  ])("%s", (_, props, message) => {
    expect(() => pipeline(props)).toThrow(message);
  });

  test("two stores in one region", () => {
    expect(() =>
      synthModule((scope) => {
        const artifactStores = ["one", "two"].map((name) => createStore(scope, `shop-${name}`));
        const role = createRole(scope, "shop-pipeline");
        new Pipeline(scope, "pipeline", { pipelineName: "shop", role, stages, artifactStores });
      }),
    ).toThrow('pipeline "shop" has two artifact stores in eu-west-1');
  });
});
