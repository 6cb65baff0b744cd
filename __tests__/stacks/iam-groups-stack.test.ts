import { policiesIn, resourcesOf } from "../support/policies";
import {
  type SynthesizedPlatform,
  WITHOUT_IDENTITY_CENTER,
  synthFile,
} from "../support/synth-platform";
import { PROD, STAGING, TOOLING, exampleWith } from "../support/without-identity-center";

let example: SynthesizedPlatform;
beforeAll(async () => {
  example = await synthFile(WITHOUT_IDENTITY_CENTER);
});

describe("groups of IAM users", () => {
  test("are in the identity account, with the users that the config names and no policy but one", () => {
    const stack = example.stack("iam-groups");
    expect(stack.provider.aws[0]?.["allowed_account_ids"]).toEqual(["555555555555"]);
    expect(Object.keys(stack.resource).sort()).toEqual([
      "aws_iam_group",
      "aws_iam_group_membership",
      "aws_iam_group_policy",
    ]);
    expect(
      resourcesOf(stack, "aws_iam_group_membership").map(({ name, users }) => [name, users]),
    ).toEqual([
      ["developers", ["astrid", "bo", "carina"]],
      ["harbour-masters", ["dag", "ebba"]],
      ["watch", ["ebba", "folke"]],
    ]);
  });

  test("may take exactly the roles of their personas, and do nothing else", () => {
    const allowed = policiesIn("iam-groups", example.stack("iam-groups")).map(({ statements }) =>
      statements.map(({ Effect, Action, Resource }) => [Effect, Action, Resource]),
    );
    const role = (account: string, name: string) =>
      `arn:aws:iam::${account}:role/people/ferry-${name}`;
    expect(allowed).toEqual([
      [["Allow", "sts:AssumeRole", [role(TOOLING, "developer"), role(STAGING, "developer")]]],
      [["Allow", "sts:AssumeRole", role(TOOLING, "harbour-master")]],
      [["Allow", "sts:AssumeRole", [role(TOOLING, "watch"), role(PROD, "watch")]]],
    ]);
  });

  test("wait for nothing", () => {
    const manifest = JSON.parse(example.files.get("manifest.json") ?? "") as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    expect(manifest.stacks["iam-groups"]?.dependencies).toEqual([]);
  });

  test("may be in the tooling account", async () => {
    const together = await exampleWith(({ identity }) => {
      identity["signIn"] = { by: "identity-account", accountId: TOOLING };
    });
    expect(together.stack("iam-groups").provider.aws[0]?.["allowed_account_ids"]).toEqual([
      TOOLING,
    ]);
  });

  test.each([
    { by: "saml", providerName: "directory" },
    { by: "oidc", issuer: "login.example.com", audience: "people" },
  ])("are not made where people come by $by: the provider has them", async (signIn) => {
    const federated = await exampleWith(({ identity }) => {
      identity["signIn"] = signIn;
    });
    expect(federated.stackNames).not.toContain("iam-groups");
    expect(resourcesOf(federated.stack("tooling"), "aws_iam_role")).toHaveLength(3);
  });
});
