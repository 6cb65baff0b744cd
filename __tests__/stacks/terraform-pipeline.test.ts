import { actionsIn, pipelineOf } from "../support/pipeline-view";
import { asList, getResource, policiesIn } from "../support/policies";
import { SHIPPED, type SynthesizedPlatform, synthFile } from "../support/synth-platform";

let shipped: SynthesizedPlatform;
beforeAll(async () => {
  shipped = await synthFile(SHIPPED);
});

describe("a Terraform pipeline", () => {
  const stack = () => shipped.stack("pipeline-data-lake");

  test("plans, has the plan approved, and applies the plan's own artifact", () => {
    const prod = actionsIn(stack(), "prod");
    const plan = prod.find(({ name }) => name === "plan-data-prod-euw1");
    const apply = prod.find(({ name }) => name === "apply-data-prod-euw1");
    const approve = prod.find(({ name }) => name === "approve");
    expect([plan?.run_order, approve?.run_order, apply?.run_order]).toEqual([1, 2, 3]);
    expect(plan?.output_artifacts).toHaveLength(1);
    expect(apply?.input_artifacts).toEqual(plan?.output_artifacts);
  });

  test("gives each account and phase a project whose role reaches one role only", () => {
    for (const account of ["data-dev", "data-staging", "data-prod"]) {
      for (const [phase, role] of [
        ["plan", "plan"],
        ["apply", "deploy"],
      ] as const) {
        const name = `gatehouse-data-lake-${account}-${phase}-project`;
        const reached = policiesIn("", stack())
          .filter(({ resource }) =>
            String(resource["role"]).includes(`${account}-${phase}-project-role`),
          )
          .flatMap(({ statements }) =>
            statements.filter(({ Action }) => asList(Action).includes("sts:AssumeRole")),
          )
          .flatMap(({ Resource }) => asList(Resource));
        const { id } = shipped.platform.accounts.find((each) => each.name === account) ?? {
          id: "",
        };
        expect([name, reached]).toEqual([
          name,
          [`arn:aws:iam::${id}:role/gatehouse-data-lake-${role}`],
        ]);
        expect(getResource(stack(), "aws_iam_role", name)).toBeDefined();
      }
    }
  });

  test("lets no build but the plan's own write the plan, so that what was approved can't be swapped", () => {
    const bucket = "arn:aws:s3:::gatehouse-data-lake-222222222222-euw1";
    const plans = pipelineOf(stack()).stage.flatMap((stage) =>
      stage.action
        .filter(({ name }) => name.startsWith("plan-"))
        .map(({ output_artifacts }) => output_artifacts?.[0] ?? ""),
    );
    expect(new Set(plans).size).toBe(4);
    // CodePipeline cuts artifact names to 10 characters in object keys.
    expect(plans.every((plan) => plan.length <= 10)).toBe(true);
    const writers = policiesIn("", stack()).flatMap(({ resource, statements }) =>
      statements
        .filter(
          ({ Action, Effect }) => Effect === "Allow" && asList(Action).includes("s3:PutObject"),
        )
        .map(({ Resource }) => ({
          role: /aws_iam_role\.([\w-]+)_[0-9A-F]{8}/.exec(String(resource["role"]))?.[1] ?? "",
          on: asList(Resource),
        })),
    );
    const byRole = Object.fromEntries(
      writers.map(({ role, on }) => [role.replace(/_role$/, ""), on]),
    );
    expect(Object.keys(byRole).sort()).toEqual([
      "build-project-role",
      "data-dev-plan-project-role",
      "data-prod-plan-project-role",
      "data-staging-plan-project-role",
      "pipeline-role",
      "source-role",
    ]);
    expect(byRole["build-project-role"]).toEqual([`${bucket}/*/build/*`]);
    expect(byRole["source-role"]).toEqual([`${bucket}/*/source/*`]);
    expect(byRole["data-prod-plan-project-role"]).toHaveLength(2);
    expect(byRole["pipeline-role"]).toEqual([`${bucket}/*`]);
  });

  test("runs in the home region, so that artifacts stay there", () => {
    expect(pipelineOf(stack()).artifact_store).toHaveLength(1);
    expect(pipelineOf(stack()).artifact_store[0]?.region).toBeUndefined();
  });

  test("lets no other account read its artifacts", () => {
    const bucketPolicies = policiesIn("", stack()).filter(
      ({ type }) => type === "aws_s3_bucket_policy",
    );
    expect(
      bucketPolicies.flatMap(({ statements }) =>
        statements.filter(({ Effect }) => Effect === "Allow"),
      ),
    ).toEqual([]);
  });
});
