import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { type PlannedChange, planChange } from "../../support/plan-change";
import { planStack } from "../../support/plan-stack";
import { change } from "../../support/platform-file";
import { STARTUP, type SynthesizedPlatform, synthPlatform } from "../../support/synth-platform";
import type { OpenLab } from "../../support/use-lab";

const MINUTES = 60_000;

const TEXT = readFileSync(STARTUP, "utf8");

function startupWith(...settings: readonly Setting[]): string {
  return String(change(parseDocument(TEXT), settings));
}

const STAGES = ["pipelines", "app", "stages"] as const;
const TEST_STAGE = { name: "test", accounts: { environments: ["test"] } };
const PROD_STAGE = { name: "prod", accounts: { environments: ["prod"] }, approval: {} };

const SECOND_TEST_ACCOUNT = startupWith({
  path: ["accounts", "test-two"],
  value: { id: "300000000003", environment: "test", regions: ["eu-west-1"] },
});

const WITHOUT_TEST_ACCOUNT = startupWith(
  { path: ["accounts", "test"], value: undefined },
  { path: STAGES, value: [PROD_STAGE] },
);

const STAGED = startupWith(
  {
    path: ["environments"],
    value: [{ name: "test" }, { name: "staging" }, { name: "prod", protected: true }],
  },
  {
    path: ["accounts", "staging"],
    value: { id: "300000000004", environment: "staging", regions: ["eu-west-1"] },
  },
  {
    path: STAGES,
    value: [
      TEST_STAGE,
      { name: "staging", accounts: { environments: ["staging"] }, approval: {} },
      PROD_STAGE,
    ],
  },
);

const RENAMED_PERSONA = TEXT.replace(/\bdeveloper\b/g, "engineer");
const OTHER_TEAM = startupWith({ path: ["pipelines", "app", "team"], value: "shop" });
const OTHER_PREFIX = startupWith({ path: ["namePrefix"], value: "apex" });

/** All that a pipeline has in an account. */
const DEPLOYMENT = [
  "aws_iam_policy.app_deploy-boundary_policy",
  "aws_iam_role.app_deploy-role",
  "aws_iam_role_policy.app_deploy-role_policies_inline",
];

/** The pipeline takes other roles, and other accounts read its artifacts. */
const OTHER_ACCOUNTS = [
  "aws_codepipeline.pipeline",
  "aws_iam_role_policy.pipeline-role_policies_inline",
  "aws_s3_bucket_policy.artifacts-eu-west-1_artifacts_policy",
];

const STAGING_APPROVAL = [
  "aws_iam_role.approve-staging-role",
  "aws_iam_role_policy.approve-staging-role_policies_inline",
  "aws_sns_topic.approve-staging_topic",
  "aws_sns_topic_policy.approve-staging_policy",
];

/** All that Identity Center has of a persona which one group has in the tooling account. */
function personaIn(group: string, persona: string): string[] {
  return [
    `aws_ssoadmin_account_assignment.persona-${persona}_${group}-222222222222`,
    `aws_ssoadmin_permission_set.persona-${persona}_set`,
    `aws_ssoadmin_permission_set_inline_policy.persona-${persona}_inline`,
    `aws_ssoadmin_permissions_boundary_attachment.persona-${persona}_boundary`,
  ];
}

function each(action: string, addresses: readonly string[]): string[] {
  return addresses.map((address) => `${action} ${address}`);
}

/** A plan that Terraform will apply. */
function plan(...actions: readonly (readonly string[])[]) {
  return { actions: actions.flat().sort(), refusals: [] };
}

/** Tests for a lab that has the startup's platform applied, and has it so again after them. */
export function changed(lab: () => OpenLab): void {
  describe("a changed config, where the startup's platform is applied", () => {
    let before: SynthesizedPlatform;
    beforeAll(async () => {
      before = await synthPlatform(TEXT);
    });
    afterEach(() => {
      lab().lab.stacks(before.platform);
    });

    const planned = async (text: string) => {
      const { untouched, plans } = await planChange(lab(), before, text);
      return { untouched: [...untouched].sort(), plans };
    };

    test(
      "an account more is roles there and changes of the pipelines that deploy to it, in place; people notice nothing",
      async () => {
        expect(await planned(SECOND_TEST_ACCOUNT)).toEqual({
          untouched: ["identity-center", "target-prod", "target-test", "tooling"],
          plans: {
            "target-test-two": plan(each("create", DEPLOYMENT)),
            "pipeline-app": plan(each("update", OTHER_ACCOUNTS)),
          },
        });
      },
      5 * MINUTES,
    );

    test(
      "an account less is the roles there, and changes of the pipelines that deployed to it, in place",
      async () => {
        expect(await planned(WITHOUT_TEST_ACCOUNT)).toEqual({
          untouched: ["identity-center", "target-prod", "tooling"],
          plans: {
            "target-test": plan(each("delete", DEPLOYMENT)),
            "pipeline-app": plan(each("update", OTHER_ACCOUNTS)),
          },
        });
      },
      5 * MINUTES,
    );

    test(
      "a stage more, with an account of its own, adds its approval, and replaces nothing; and goes again without a trace",
      async () => {
        const added = await planChange(lab(), before, STAGED);
        expect(added.untouched).toHaveLength(4);
        expect(added.plans).toEqual({
          "target-staging": plan(each("create", DEPLOYMENT)),
          "pipeline-app": plan(each("update", OTHER_ACCOUNTS), each("create", STAGING_APPROVAL)),
        });
        expect(await applied(added)).toEqual([plan(), plan()]);

        const staged = await synthPlatform(STAGED);
        const removed = await planChange(lab(), staged, TEXT);
        expect(removed.untouched).toHaveLength(4);
        expect(removed.plans).toEqual({
          "pipeline-app": plan(each("update", OTHER_ACCOUNTS), each("delete", STAGING_APPROVAL)),
          "target-staging": plan(each("delete", DEPLOYMENT)),
        });
        expect(await applied(removed, { destroyed: ["target-staging"] })).toEqual([plan(), plan()]);
      },
      10 * MINUTES,
    );

    test(
      "a persona renamed is another permission set, and the earlier one goes: IAM Identity Center renames none",
      async () => {
        expect(await planned(RENAMED_PERSONA)).toEqual({
          untouched: ["pipeline-app", "target-prod", "target-test", "tooling"],
          plans: {
            "identity-center": plan(
              each("create", personaIn("Developers", "engineer")),
              each("delete", personaIn("Developers", "developer")),
            ),
          },
        });
      },
      5 * MINUTES,
    );

    test(
      "a pipeline of another team has its tags changed wherever it has something, and nothing else",
      async () => {
        const target = plan(each("update", DEPLOYMENT.slice(0, 2)));
        expect(await planned(OTHER_TEAM)).toEqual({
          untouched: ["identity-center", "tooling"],
          plans: {
            "target-prod": target,
            "target-test": target,
            "pipeline-app": plan(
              each("update", [
                "aws_cloudwatch_log_group.build-project_log",
                "aws_codebuild_project.build-project",
                "aws_codepipeline.pipeline",
                "aws_iam_role.approve-prod-role",
                "aws_iam_role.build-project-role",
                "aws_iam_role.build-role",
                "aws_iam_role.pipeline-role",
                "aws_iam_role.source-role",
                "aws_s3_bucket.artifacts-eu-west-1_artifacts_bucket",
                "aws_sns_topic.approve-prod_topic",
              ]),
            ),
          },
        });
      },
      5 * MINUTES,
    );

    test(
      "another prefix names everything anew, which the buckets that are kept from it refuse in the first stack",
      async () => {
        const { untouched, plans } = await planned(OTHER_PREFIX);
        expect(untouched).toEqual([]);
        const { tooling, "pipeline-app": pipeline, ...others } = plans;
        expect(others).toEqual({
          "target-prod": plan(each("replace", DEPLOYMENT)),
          "target-test": plan(each("replace", DEPLOYMENT)),
          "identity-center": plan(
            each("replace", personaIn("Developers", "developer")),
            each("replace", personaIn("Releasers", "releaser")),
          ),
        });
        expect(tooling).toEqual({
          actions: [
            "replace aws_codestarconnections_connection.connection-github",
            "replace aws_iam_policy.boundary_policy",
            "replace aws_iam_policy.people_boundary_policy",
            "replace aws_kms_alias.artifact-key-eu-west-1_alias",
            "replace aws_s3_bucket.access-log-eu-west-1_bucket",
            // What it has encrypted stays readable.
            "update aws_kms_key.artifact-key-eu-west-1_key",
          ],
          refusals: [kept("aws_s3_bucket.access-log-eu-west-1_bucket")],
        });
        expect(pipeline?.refusals).toContainEqual(
          kept("aws_s3_bucket.artifacts-eu-west-1_artifacts_bucket"),
        );
      },
      5 * MINUTES,
    );
  });
}

/** Applies what was planned, in that order, and plans each again. */
async function applied({ stacks }: PlannedChange, { destroyed = [] as readonly string[] } = {}) {
  for (const { folder } of stacks) await folder.apply();
  return Promise.all(
    stacks.map(({ name, folder }) => planStack(folder, { destroy: destroyed.includes(name) })),
  );
}

function kept(address: string): unknown {
  return expect.stringContaining(
    `Instance cannot be destroyed Resource ${address} has lifecycle.prevent_destroy set`,
  );
}
