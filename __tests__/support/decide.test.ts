import { type IamRequest, type IamStatement, decide } from "./decide";

const ARN = "arn:aws:codepipeline:eu-west-1:222222222222";

const allow = (rest: Omit<IamStatement, "Effect">): IamStatement => ({ Effect: "Allow", ...rest });
const deny = (rest: Omit<IamStatement, "Effect">): IamStatement => ({ Effect: "Deny", ...rest });
const EVERYTHING = allow({ Action: "*", Resource: "*" });

const ask = (action: string, resource: string, context?: IamRequest["context"]): IamRequest => ({
  action,
  resource,
  context,
});

/** Whether a lone allow of everything under this condition allows a request with this context. */
function holds(Condition: IamStatement["Condition"], context?: IamRequest["context"]): boolean {
  return (
    decide([allow({ Action: "*", Resource: "*", Condition })], ask("a:B", "*", context)) ===
    "allowed"
  );
}

describe("the verdict", () => {
  test("without a statement is an implicit deny", () => {
    expect(decide([], ask("a:B", "*"))).toBe("implicitlyDenied");
  });

  test("a deny that applies wins, in whatever order", () => {
    const no = deny({ Action: "a:B", Resource: "*" });
    expect(decide([EVERYTHING, no], ask("a:B", "*"))).toBe("explicitlyDenied");
    expect(decide([no, EVERYTHING], ask("a:B", "*"))).toBe("explicitlyDenied");
    expect(decide([EVERYTHING, no], ask("a:C", "*"))).toBe("allowed");
  });

  test("a statement with both a list and its exceptions, or neither, is refused", () => {
    const both = allow({ Action: "*", NotAction: "a:B", Resource: "*" });
    expect(() => decide([both], ask("a:B", "*"))).toThrow("either");
    expect(() => decide([allow({ Action: "*" })], ask("a:B", "*"))).toThrow("either");
  });
});

describe("actions", () => {
  test.each([
    ["a:Get*", "a:GetIt", true],
    ["A:get*", "a:GETIT", true],
    ["a:Get?", "a:GetX", true],
    ["a:Get?", "a:Get", false],
    ["a:Get", "a:GetIt", false],
    ["a:*", "ab:GetIt", false],
    ["*", "a:GetIt", true],
    ["a:Get.*", "a:GetIt", false],
  ])("%s and %s: %s", (Action, action, matches) => {
    expect(decide([allow({ Action, Resource: "*" })], ask(action, "*")) === "allowed").toBe(
      matches,
    );
    const other = allow({ NotAction: Action, Resource: "*" });
    expect(decide([other], ask(action, "*")) === "allowed").toBe(!matches);
  });

  test("one of a list will do; of exceptions, none may match", () => {
    const list = ["a:X", "a:Y"];
    expect(decide([allow({ Action: list, Resource: "*" })], ask("a:Y", "*"))).toBe("allowed");
    const others = allow({ NotAction: list, Resource: "*" });
    expect(decide([others], ask("a:Y", "*"))).toBe("implicitlyDenied");
    expect(decide([others], ask("a:Z", "*"))).toBe("allowed");
  });
});

describe("resources", () => {
  test.each([
    [`${ARN}:web`, `${ARN}:web`, true],
    [`${ARN}:web`, `${ARN}:web/prod`, false],
    [`${ARN}:web`, `${ARN}:Web`, false],
    [`${ARN}:web/*`, `${ARN}:web/prod/approve`, true],
    [`${ARN}:web/*`, `${ARN}:web`, false],
    [`${ARN}:web/*`, `${ARN}:web-shop/prod`, false],
    [`${ARN}:*/prod`, `${ARN}:web/prod`, true],
    [`${ARN}:*/prod`, `${ARN}:web/prod/approve`, false],
    [`${ARN}:web-?`, `${ARN}:web-1`, true],
    [`${ARN}:web-?`, `${ARN}:web-12`, false],
    ["arn:aws:codepipeline:*:222222222222:*", `${ARN}:web`, true],
    ["arn:aws:codepipeline:*:222222222222:*", `${ARN.replaceAll("2", "3")}:web`, false],
    ["arn:aws:logs:*:*:log-group:/a:*", "arn:aws:logs:r:1:log-group:/a:log-stream:b", true],
    ["arn:aws:iam::*:role/*", "arn:aws:iam::1:user/role/x", false],
    ["arn:aws:*:web", `${ARN}:web`, false],
    ["*", `${ARN}:web`, true],
    ["*", "*", true],
    [`${ARN}:*`, "*", false],
  ])("%s and %s: %s", (Resource, resource, matches) => {
    expect(decide([allow({ Action: "*", Resource })], ask("a:B", resource)) === "allowed").toBe(
      matches,
    );
    const other = allow({ Action: "*", NotResource: Resource });
    expect(decide([other], ask("a:B", resource)) === "allowed").toBe(!matches);
  });

  test("a variable in one is refused rather than misread", () => {
    const own = allow({ Action: "*", Resource: "arn:aws:s3:::${aws:username}/*" });
    expect(() => decide([own], ask("a:B", "arn:aws:s3:::me/x"))).toThrow("not read");
  });
});

describe("conditions", () => {
  const one = { k: "x" };

  test.each<[string, Record<string, string | string[]>, IamRequest["context"], boolean]>([
    ["StringEquals", { k: "x" }, one, true],
    ["StringEquals", { k: "X" }, one, false],
    ["StringEquals", { K: "x" }, one, true],
    ["StringEquals", { k: ["y", "x"] }, one, true],
    ["StringEquals", { k: "x*" }, one, false],
    ["StringEquals", { k: "x" }, {}, false],
    ["StringEquals", { k: "x", l: "y" }, one, false],
    ["StringEqualsIfExists", { k: "x" }, {}, true],
    ["StringEqualsIfExists", { k: "x" }, { k: "y" }, false],
    ["StringNotEquals", { k: "x" }, one, false],
    ["StringNotEquals", { k: ["y", "x"] }, one, false],
    ["StringNotEquals", { k: ["y", "z"] }, one, true],
    ["StringNotEquals", { k: "x" }, {}, true],
    ["StringLike", { k: "x*" }, { k: "xyz" }, true],
    ["StringLike", { k: "x?" }, { k: "xyz" }, false],
    ["StringNotLike", { k: "x*" }, { k: "xyz" }, false],
    ["StringNotLike", { k: "x*" }, {}, true],
    ["ArnLike", { k: "arn:aws:iam::*:role/a-*" }, { k: "arn:aws:iam::1:role/a-b" }, true],
    ["ArnLike", { k: "arn:aws:iam::*:role/a-*" }, { k: "arn:aws:iam::1:user/a-b" }, false],
    ["ArnLike", { k: "arn:aws:iam::*" }, { k: "arn:aws:iam::1:user/a-b" }, false],
    ["ArnLike", { k: "arn:aws:iam::*:role/*" }, {}, false],
    ["ArnLikeIfExists", { k: "arn:aws:iam::*:role/*" }, {}, true],
    ["ArnLikeIfExists", { k: "arn:aws:iam::*:role/a" }, { k: "arn:aws:iam::1:role/b" }, false],
    ["ArnNotLike", { k: "arn:aws:iam::*:role/*" }, {}, true],
    ["ForAnyValue:StringEquals", { k: ["a", "b"] }, { k: ["c", "b"] }, true],
    ["ForAnyValue:StringEquals", { k: ["a", "b"] }, { k: ["c"] }, false],
    ["ForAnyValue:StringEquals", { k: "a" }, { k: "a" }, true],
    ["ForAnyValue:StringEquals", { k: "a" }, {}, false],
    ["DateLessThan", { k: "2027-01-31T18:00:00Z" }, { k: "2027-01-31T17:59:59Z" }, true],
    ["DateLessThan", { k: "2027-01-31T18:00:00Z" }, { k: "2027-01-31T18:00:00Z" }, false],
    ["DateLessThanEquals", { k: "2027-01-31T18:00:00Z" }, { k: "2027-01-31T18:00:00Z" }, true],
    ["DateGreaterThan", { k: "2027-01-31T18:00:00Z" }, { k: "2027-01-31T18:00:00Z" }, false],
    ["DateGreaterThanEquals", { k: "2027-01-31T18:00:00Z" }, { k: "2027-01-31T18:00:00Z" }, true],
    ["DateGreaterThanEquals", { k: "2027-01-31T18:00:00Z" }, {}, false],
    ["Null", { k: "true" }, {}, true],
    ["Null", { k: "true" }, one, false],
    ["Null", { k: "false" }, one, true],
    ["Null", { k: "false" }, {}, false],
  ])("%s %j with %j: %s", (operator, keys, context, expected) => {
    expect(holds({ [operator]: keys }, context)).toBe(expected);
  });

  test("all operators and all keys must hold", () => {
    const both = { StringEquals: { k: "x" }, StringNotEquals: { l: "y" } };
    expect(holds(both, { k: "x", l: "z" })).toBe(true);
    expect(holds(both, { k: "x", l: "y" })).toBe(false);
  });

  test.each(["StringEqual", "ForAllValues:StringEquals", "ForAnyValue:StringNotEquals", "Bool"])(
    "%s is refused rather than guessed at",
    (operator) => {
      expect(() => holds({ [operator]: { k: "x" } }, one)).toThrow("unknown operator");
    },
  );

  test("several values under an operator for one are refused", () => {
    expect(() => holds({ StringEquals: { k: "x" } }, { k: ["x", "y"] })).toThrow("single value");
  });
});

describe("a variable", () => {
  const same = { StringEquals: { "aws:ResourceTag/t": "${aws:PrincipalTag/team}" } };
  const other = { StringNotEquals: { "aws:ResourceTag/t": "${aws:PrincipalTag/team}" } };

  test.each<[string, IamRequest["context"], boolean]>([
    ["the same value", { "aws:ResourceTag/t": "a", "aws:PrincipalTag/team": "a" }, true],
    ["another value", { "aws:ResourceTag/t": "a", "aws:PrincipalTag/team": "b" }, false],
    [
      "a pattern, which is no pattern here",
      { "aws:ResourceTag/t": "a", "aws:PrincipalTag/team": "*" },
      false,
    ],
    ["no value", { "aws:ResourceTag/t": "a" }, false],
    ["nothing to compare with", { "aws:PrincipalTag/team": "a" }, false],
    ["neither", {}, false],
  ])("with %s", (_name, context, expected) => {
    expect(holds(same, context)).toBe(expected);
    expect(holds(other, context)).toBe(!expected);
  });

  test("within a text, or under another operator, is refused", () => {
    const context = { k: "a", l: "b" };
    expect(() => holds({ StringEquals: { k: "x-${l}" } }, context)).toThrow("whole value");
    expect(() => holds({ StringLike: { k: "${l}" } }, context)).toThrow("whole value");
  });
});
