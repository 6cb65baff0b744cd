import { findIntentGaps } from "../../../../lib/access/matrix/find-intent-gaps";
import {
  type ActionCatalogue,
  loadActionCatalogue,
} from "../../../../lib/access/prove/scene/action-catalogue";
import {
  type EditStatements,
  type GeneratedWorld,
  generatedWorld,
  withPolicy,
} from "../../../support/generated-world";
import {
  GOLDEN,
  SHIPPED,
  type SynthesizedPlatform,
  synthFile,
  WITHOUT_IDENTITY_CENTER,
} from "../../../support/synth-platform";

let shipped: SynthesizedPlatform;
let catalogue: ActionCatalogue;
beforeAll(async () => {
  shipped = await synthFile(SHIPPED);
  catalogue = await loadActionCatalogue();
});

const gapsOf = (world: GeneratedWorld) => findIntentGaps({ ...world, catalogue });
const messages = (world: GeneratedWorld) =>
  gapsOf(world).findings.map(({ kind, message }) => `${kind}: ${message}`);
/** One statement more in a persona's policy. */
const allowing =
  (Action: string, Resource: string, Condition?: Record<string, Record<string, unknown>>) =>
  (statements: Parameters<EditStatements>[0]) => [
    ...statements,
    { Sid: "Slip", Effect: "Allow", Action, Resource, ...(Condition && { Condition }) },
  ];
const P = "arn:aws:codepipeline:eu-west-1:222222222222";

test.each([SHIPPED, GOLDEN, WITHOUT_IDENTITY_CENTER])(
  "nothing is missing or too much: %#",
  async (file) => {
    const gaps = gapsOf(generatedWorld(await synthFile(file)));
    expect(gaps).toMatchObject({ findings: [], explained: [] });
    expect(gaps.decisions).toBeGreaterThan(200);
  },
);

describe("what is missing is found", () => {
  test("where an allow is taken away, with the grant to blame", () => {
    const { findings } = gapsOf(
      withPolicy(shipped, "tester", (statements) =>
        statements.filter(({ Action }) => Action !== "codepipeline:PutApprovalResult"),
      ),
    );
    expect(findings).toMatchObject([
      {
        kind: "violated",
        who: "tester",
        action: "codepipeline:PutApprovalResult",
        config: ["personas", "tester", "grants", 1],
      },
    ]);
    expect(findings[0]?.message).toBe(
      "tester was granted approve on checkout-api/staging/approve, data-lake/staging/approve, storefront/staging/approve and can't do that: codepipeline:PutApprovalResult: no identity policy allows it",
    );
  });

  test("where a deny is too wide, with the statement to blame", () => {
    const { findings } = gapsOf(
      withPolicy(shipped, "developer", (statements) => [
        ...statements,
        { Sid: "Slip", Effect: "Deny", Action: "codepipeline:Start*", Resource: `${P}:storefront` },
      ]),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toMatch(/granted start on storefront and can't .* explicitly$/);
    expect(findings[0]?.evidence).toMatchObject([
      {
        sid: "Slip",
        effect: "Deny",
        source: {
          name: "inline policy of gatehouse-developer",
          file: "stacks/identity-center/cdk.tf.json",
          at: expect.stringContaining("persona-developer_inline") as string,
        },
      },
    ]);
  });

  test("where only a part is left, with what it lacks", () => {
    expect(
      messages(
        withPolicy(shipped, "auditor", (statements) =>
          statements.map((each) =>
            JSON.stringify(each).includes("GetPipelineExecution")
              ? (JSON.parse(
                  JSON.stringify(each).replace('"codepipeline:GetPipelineExecution",', ""),
                ) as typeof each)
              : each,
          ),
        ),
      ),
    ).toEqual([
      expect.stringMatching(
        /^violated: auditor was granted view on checkout-api, data-lake, design-system, storefront and can do that, but for codepipeline:GetPipelineExecution/,
      ) as string,
    ]);
  });

  test("where a pipeline's approval isn't generated", () => {
    const world = generatedWorld(shipped, {
      "pipeline-storefront": (text) =>
        text
          .replaceAll('"category":"Approval"', '"category":"Test"')
          .replaceAll('"category": "Approval"', '"category": "Test"'),
    });
    expect(messages(world)).toEqual(
      expect.arrayContaining([
        "violated: release-manager was granted approve on storefront/prod, and the Terraform has nothing there that this could be about",
        "violated: tester was granted approve on storefront/staging, and the Terraform has nothing there that this could be about",
      ]),
    );
  });
});

describe("what is too much is found", () => {
  test.each<[string, string, EditStatements, RegExp]>([
    [
      "a capability that was not granted",
      "developer",
      allowing("codepipeline:StopPipelineExecution", `${P}:storefront`),
      /^violated: developer can codepipeline:StopPipelineExecution on .*storefront/,
    ],
    [
      "one that was, on a pipeline of another team",
      "developer",
      allowing(
        "logs:FilterLogEvents",
        "arn:aws:logs:eu-west-1:222222222222:log-group:/aws/codebuild/gatehouse-data-lake-*",
      ),
      /developer can logs \(codebuild:BatchGetBuilds\) on data-lake, and no grant says so/,
    ],
    [
      "an action that is no capability's",
      "auditor",
      allowing("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/*"),
      /^violated: auditor can dynamodb:GetItem on .*table\/made-up/,
    ],
    [
      "a wildcard that takes in more than it should",
      "auditor",
      allowing("s3:GetBucket*", "*"),
      /^violated: auditor can .*s3:GetBucket/,
    ],
    [
      "passing a role to another service",
      "platform-engineer",
      allowing("iam:PassRole", "arn:aws:iam::222222222222:role/gatehouse-storefront-pipeline"),
      /^violated: platform-engineer can iam:PassRole on .* with iam:PassedToService/,
    ],
    [
      "passing another role than the pipeline's own",
      "platform-engineer",
      allowing("iam:PassRole", "arn:aws:iam::222222222222:role/gatehouse-storefront-build", {
        StringEquals: { "iam:PassedToService": "codepipeline.amazonaws.com" },
      }),
      /^violated: platform-engineer can iam:PassRole on .*role\/gatehouse-storefront-build/,
    ],
    [
      "names that nothing has yet",
      "developer",
      allowing("codepipeline:StartPipelineExecution", `${P}:checkout-api*`),
      /^violated: developer can codepipeline:StartPipelineExecution on .*:checkout-apimade-up/,
    ],
    [
      "what nobody can decide",
      "developer",
      allowing("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/*", {
        IpAddress: { "aws:SourceIp": "10.0.0.0/8" },
      }),
      /^undecided: developer may perhaps dynamodb:GetItem on .*aws:SourceIp/,
    ],
  ])("%s", (_, persona, edit, expected) => {
    const found = messages(withPolicy(shipped, persona, edit));
    expect(found.some((message) => expected.test(message))).toBe(true);
    expect(found.every((message) => message.includes(persona))).toBe(true);
  });

  test.each<[string, string, EditStatements]>([
    [
      "the same once more",
      "developer",
      allowing("codepipeline:StartPipelineExecution", `${P}:storefront`),
    ],
    [
      "a pattern of what is held on everything",
      "auditor",
      allowing("codepipeline:GetPipelineState", `${P}:*`),
    ],
    [
      "an allow that never applies",
      "developer",
      allowing("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/*", {
        StringEquals: { "aws:PrincipalOrgID": "o-0000000000" },
      }),
    ],
  ])("but not %s", (_, persona, edit) => {
    expect(messages(withPolicy(shipped, persona, edit))).toEqual([]);
  });
});
