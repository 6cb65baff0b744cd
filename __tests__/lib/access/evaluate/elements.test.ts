import { ActionElement } from "../../../../lib/access/evaluate/match/action-element";
import { ABSENT, type Lookup } from "../../../../lib/access/evaluate/match/lookup";
import { ResourceElement } from "../../../../lib/access/evaluate/match/resource-element";
import { splitArn } from "../../../../lib/access/evaluate/match/split-arn";
import { createRequestedResource } from "../../../../lib/access/evaluate/request/requested-resource";

type Effect = "Allow" | "Deny";

const LOOKUP: Lookup = {
  values: (key) => (key === "aws:principaltag/team" ? ["shop"] : ABSENT),
};
const PIPE = "arn:aws:codepipeline:eu-west-1:111111111111:shop/Prod/Approve";

function resource(effect: Effect, text: string, asked = PIPE, negated = false): string {
  const element = new ResourceElement([text], { effect, negated, variables: true });
  return element.matches(createRequestedResource(asked), LOOKUP);
}

describe("a resource is within", () => {
  test.each([
    "*",
    PIPE,
    "arn:aws:codepipeline:*:*:shop/*",
    "arn:*:codepipeline:eu-west-1:111111111111:*/Prod/*",
    "arn:aws:codepipeline:eu-????-1:111111111111:*",
    "arn:aws:codepipeline:*:*:${aws:PrincipalTag/team}/*",
    "arn:aws:codepipeline:*",
    "arn:aws:codepipeline:eu-west-1:*",
  ])("%s", (text) => {
    expect([resource("Allow", text), resource("Deny", text)]).toEqual(["yes", "yes"]);
  });
});

describe("a resource is not within", () => {
  test.each([
    "arn:aws:codepipeline:eu-west-1:111111111111:shop/prod/*",
    "arn:aws:codepipeline:eu-west-1:222222222222:*",
    "arn:aws:codepipeline:us-*:*:*",
    "arn:aws:codepipeline:*:*:${aws:PrincipalTag/none}/*",
    "arn:aws:codepipeline:*:*:${aws:PrincipalTag/team}",
    "arn:aws:s3:::*",
    "arn:aws:codepipeline:us-*",
  ])("%s", (text) => {
    expect([resource("Allow", text), resource("Deny", text)]).toEqual(["no", "no"]);
  });
});

describe("what AWS would refuse allows nothing, and leaves a deny open", () => {
  test.each([
    "arn:aws:code*:eu-west-1:111111111111:*",
    "arn:aws:*:*:*:*",
    "arn:aws:codepipeline:*:${aws:PrincipalAccount}:*",
    "arn:aws:codepipeline:eu-west-1:111111111111",
    "arn:*",
    "*Approve",
  ])("%s", (text) => {
    expect([resource("Allow", text), resource("Deny", text)]).toEqual(["no", "unknown"]);
  });
});

test("a * within the ARN that only by running over a colon would match denies, and allows not for sure", () => {
  const text = "arn:aws:codepipeline:*:shop/*";
  expect([resource("Allow", text), resource("Deny", text)]).toEqual(["unknown", "yes"]);
});

test("in NotResource too, doubt keeps an allow from applying and leaves a deny open", () => {
  const refused = "arn:aws:code*:*:*:*";
  expect(resource("Allow", refused, PIPE, true)).toBe("no");
  expect(resource("Deny", refused, PIPE, true)).toBe("unknown");
  const missing = "arn:aws:codepipeline:*:*:${aws:PrincipalTag/none}/*";
  expect(resource("Allow", missing, PIPE, true)).toBe("unknown");
  expect(resource("Deny", missing, PIPE, true)).toBe("yes");
});

test("a deny on some of the resources asked about leaves the question open, an allow on some is none", () => {
  const all = "arn:aws:s3:::artifacts/*";
  expect(resource("Deny", "arn:aws:s3:::artifacts/secret/*", all)).toBe("unknown");
  expect(resource("Allow", "arn:aws:s3:::artifacts/secret/*", all)).toBe("no");
  expect(resource("Allow", "arn:aws:s3:::artifacts/*", all)).toBe("yes");
  expect(resource("Deny", "arn:aws:s3:::other/*", all)).toBe("no");
});

test("* stands for any resource only of actions that have resources", () => {
  const deny = new ResourceElement([PIPE], { effect: "Deny", negated: false, variables: true });
  expect(deny.matches(createRequestedResource("*", true), LOOKUP)).toBe("unknown");
  expect(deny.matches(createRequestedResource("*", false), LOOKUP)).toBe("no");
});

test("an ARN is cut at its first five colons, those within a variable not counted", () => {
  expect(splitArn("arn:aws:logs:eu-west-1:111111111111:log-group:x:*")?.[5]).toBe("log-group:x:*");
  expect(splitArn("arn:aws:s3:::${aws:username}:x")?.[5]).toBe("${aws:username}:x");
  expect(splitArn("arn:aws:s3:::")).toEqual(["arn", "aws", "s3", "", "", ""]);
  expect(splitArn("arn:aws:s3::")).toBeUndefined();
});

function action(effect: Effect, text: string, asked: string, negated = false): string {
  const [service = "", name = ""] = asked.split(":");
  return ActionElement.of([text], { effect, negated }).matches(service, name);
}

describe("an action", () => {
  test.each([
    ["*", "s3:getobject", "yes"],
    ["S3:GETOBJECT", "s3:getobject", "yes"],
    ["s3:*", "s3:getobject", "yes"],
    ["s3:Get*", "s3:getobject", "yes"],
    ["s3:Get*", "s3:putobject", "no"],
    ["s3:?etObject", "s3:getobject", "yes"],
    ["s3:GetObjec", "s3:getobject", "no"],
    ["s3-outposts:*", "s3:getobject", "no"],
  ])("%s reaches %s: %s", (text, asked, expected) => {
    expect(action("Allow", text, asked)).toBe(expected);
  });

  test.each(["s*:GetObject", "*:*", "s3:${aws:PrincipalTag/verb}", "?3:GetObject"])(
    "%s, which AWS would refuse, allows nothing and leaves a deny open",
    (text) => {
      expect(action("Allow", text, "s3:getobject")).toBe("no");
      expect(action("Deny", text, "s3:getobject")).toBe("unknown");
    },
  );

  test("is reached by NotAction unless it is listed", () => {
    expect(action("Deny", "s3:*", "s3:getobject", true)).toBe("no");
    expect(action("Deny", "s3:*", "ec2:runinstances", true)).toBe("yes");
    expect(action("Allow", "s*:*", "s3:getobject", true)).toBe("no");
  });
});
