import { ABSENT, type Lookup, UNKNOWN_VALUES } from "../../../../lib/access/evaluate/match/lookup";
import { Template } from "../../../../lib/access/evaluate/match/template";

const VALUES: Readonly<Record<string, readonly string[]>> = {
  "aws:username": ["ada"],
  "aws:principaltag/team": ["red*"],
  "aws:principaltag/empty": [""],
  "aws:principaltag/several": ["a", "b"],
  "aws:tagkeys": ["red"],
  "aws:sourceip": UNKNOWN_VALUES,
};
const LOOKUP: Lookup = { values: (key) => VALUES[key] ?? ABSENT };

function matches(pattern: string, text: string, variables = true): string {
  return new Template(pattern, { variables, wildcards: true }).matches(text, LOOKUP);
}

describe("a variable", () => {
  test.each([
    ["is replaced by its value", "home/${aws:username}/*", "home/ada/x", "yes"],
    ["matches no other value", "home/${aws:username}/*", "home/bob/x", "no"],
    ["has a name in any case", "${AWS:UserName}", "ada", "yes"],
    ["has a value that is no pattern", "${aws:PrincipalTag/team}", "redder", "no"],
    ["has a value that is taken as it is", "${aws:PrincipalTag/team}", "red*", "yes"],
    ["without value matches nothing", "home/${aws:PrincipalTag/none}*", "home/", "no"],
    ["without value takes its default", "b-${aws:PrincipalTag/none, 'all'}", "b-all", "yes"],
    ["with a value leaves its default", "b-${aws:username, 'all'}", "b-all", "no"],
    ["has a default that is no pattern", "${aws:PrincipalTag/none, '*'}", "x", "no"],
    ["that is unknown stays open", "a/${aws:SourceIp}/b", "a/1/b", "unknown"],
    ["that is unknown can't change the rest", "a/${aws:SourceIp}/b", "a/1/c", "no"],
    ["with several values stays open", "${aws:PrincipalTag/several}", "a", "unknown"],
    ["of a multivalued key stays open", "${aws:TagKeys}", "red", "unknown"],
    ["with an empty value stays open", "a${aws:PrincipalTag/empty}", "a", "unknown"],
    ["that isn't closed has no value", "a${aws:username", "aada", "no"],
  ])("%s", (_, pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  test("is text in the language of 2008", () => {
    expect(matches("${aws:username}", "ada", false)).toBe("no");
    expect(matches("${aws:username}", "${aws:username}", false)).toBe("yes");
  });

  test.each(["*", "?", "$"])("${%s} is that letter and no wildcard", (letter) => {
    expect(matches(`a\${${letter}}`, `a${letter}`)).toBe("yes");
    expect(matches(`a\${${letter}}`, "ab")).toBe("no");
  });
});

test("without wildcards an asterisk is an asterisk", () => {
  const template = new Template("a*", { variables: true, wildcards: false });
  expect(template.matches("a*", LOOKUP)).toBe("yes");
  expect(template.matches("ab", LOOKUP)).toBe("no");
});

test("where case doesn't matter it doesn't in values of variables either", () => {
  const template = new Template("X-${aws:username}", {
    variables: true,
    wildcards: false,
    ignoreCase: true,
  });
  expect(template.matches("x-ADA", LOOKUP)).toBe("yes");
  expect(template.matches("x-bob", LOOKUP)).toBe("no");
});

test("values are asked for anew for each request", () => {
  const template = new Template("${aws:username}", { variables: true, wildcards: true });
  for (const name of ["ada", "bob", "ada"]) {
    const lookup: Lookup = { values: () => [name] };
    expect([template.matches("ada", lookup), template.matches("bob", lookup)]).toEqual(
      name === "ada" ? ["yes", "no"] : ["no", "yes"],
    );
  }
});
