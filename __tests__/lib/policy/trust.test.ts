import { LIMITS } from "../../../lib/model/limits";
import { compileTarget } from "../../../lib/policy/compile-target";
import { policySize } from "../../../lib/policy/render-policy";
import { trustRoles, trustService } from "../../../lib/policy/trust";
import { getAccount, goldenWithAccounts } from "../../support/many-accounts";
import { GOLDEN_TEXT, validPlatform } from "../../support/platform-file";

describe("trust in a service", () => {
  const [statement] = trustService("codebuild.amazonaws.com", {
    accountId: "111111111111",
    sourceArns: ["arn:aws:codebuild:eu-west-1:111111111111:project/shop"],
  });

  test("is trust on behalf of one resource of one account", () => {
    expect(statement).toMatchObject({
      actions: ["sts:AssumeRole"],
      principals: { Service: ["codebuild.amazonaws.com"] },
      conditions: {
        StringEquals: { "aws:SourceAccount": "111111111111" },
        ArnLike: { "aws:SourceArn": ["arn:aws:codebuild:eu-west-1:111111111111:project/shop"] },
      },
    });
  });
});

test("trust in a service that may not say for what is narrowed to the resource only where it does", () => {
  const [statement] = trustService("cloudformation.amazonaws.com", {
    accountId: "111111111111",
    sourceArns: ["arn:aws:cloudformation:eu-west-1:111111111111:stack/shop/*"],
    saysForWhat: false,
  });
  expect(statement?.conditions).toEqual({
    StringEquals: { "aws:SourceAccount": "111111111111" },
    ArnLikeIfExists: {
      "aws:SourceArn": ["arn:aws:cloudformation:eu-west-1:111111111111:stack/shop/*"],
    },
  });
});

describe("trust in roles", () => {
  const [statement] = trustRoles({
    rootArn: "arn:aws:iam::111111111111:root",
    roleArns: ["arn:aws:iam::111111111111:role/shop-pipeline"],
    organizationId: "o-a1b2c3d4e5",
  });

  test("names the account as principal, so that the role needn't exist yet", () => {
    expect(statement?.principals).toEqual({ AWS: ["arn:aws:iam::111111111111:root"] });
  });

  test("is narrowed to the exact role, without wildcards, and to the organization", () => {
    expect(statement?.conditions).toEqual({
      ArnEquals: { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/shop-pipeline"] },
      StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
    });
  });
});

test("the trust of an account's roles is the same, however many accounts there are", async () => {
  const trustIn = async (platform: ReturnType<typeof validPlatform>) => {
    const loaded = await platform;
    return compileTarget(loaded, getAccount(loaded, "prod")).flatMap((target) =>
      [target.deployRole, target.planRole, target.executionRole].map((role) => role?.trust),
    );
  };
  const few = await trustIn(validPlatform(GOLDEN_TEXT));
  expect(await trustIn(goldenWithAccounts(120))).toEqual(few);
  for (const trust of few) {
    expect(policySize(trust ?? [])).toBeLessThan(LIMITS.trustPolicy / 2);
  }
});
