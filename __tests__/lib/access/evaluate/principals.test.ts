import { PrincipalElement } from "../../../../lib/access/evaluate/match/principal-element";
import {
  PrincipalEntry,
  type PrincipalType,
} from "../../../../lib/access/evaluate/match/principal-entry";
import { type Caller, readCaller } from "../../../../lib/access/evaluate/request/caller";

const ROLE = "arn:aws:iam::111111111111:role/ci/Deploy";
const CALLERS = {
  user: caller("arn:aws:iam::111111111111:user/ops/ada"),
  session: caller("arn:aws:sts::111111111111:assumed-role/Deploy/run-1", ROLE),
  pathless: caller("arn:aws:sts::111111111111:assumed-role/Deploy/run-1"),
  role: caller(ROLE),
  federatedUser: caller("arn:aws:sts::111111111111:federated-user/ada"),
  root: caller("arn:aws:iam::111111111111:root"),
  service: caller({ service: "codepipeline.amazonaws.com" }),
  federated: caller({ federated: "accounts.google.com" }),
  anonymous: caller("*"),
};

function caller(principal: unknown, principalArn?: string): Caller {
  const reading = readCaller(principal, principalArn);
  if (reading.kind === "malformed") throw new Error(reading.message);
  return reading.caller;
}

type Named = keyof typeof CALLERS;

/** Level and answer of an allow, and the answer of a deny. */
function asked(text: string, named: Named, type: PrincipalType = "AWS"): string {
  const element = new PrincipalElement([new PrincipalEntry(type, text)], false);
  const grant = element.grant(CALLERS[named]);
  const levels = (["direct", "role", "account"] as const).filter((level) => grant[level] !== "no");
  const allow = levels.map((level) => `${level} ${grant[level]}`).join(", ");
  return `${allow === "" ? "no" : allow}; ${element.denies(CALLERS[named], false)}`;
}

const SESSION = "arn:aws:sts::111111111111:assumed-role/Deploy/run-1";

test.each<[string, Named, string]>([
  ["*", "anonymous", "direct yes; yes"],
  ["*", "service", "direct yes; yes"],
  ["*", "federated", "direct unknown; yes"],
  ["111111111111", "user", "account yes; yes"],
  ["arn:aws:iam::111111111111:root", "session", "account yes; yes"],
  ["arn:aws:iam::111111111111:root", "root", "direct yes; yes"],
  ["arn:aws-cn:iam::111111111111:root", "user", "no; no"],
  ["arn:aws:iam::222222222222:root", "user", "no; no"],
  ["111111111111", "service", "no; no"],
  ["111111111111", "anonymous", "no; no"],
  ["arn:aws:iam::111111111111:user/ops/ada", "user", "direct yes; yes"],
  ["arn:aws:iam::111111111111:user/ada", "user", "no; no"],
  ["arn:aws:iam::111111111111:user/ada", "federatedUser", "role yes; yes"],
  [ROLE, "session", "role yes; yes"],
  [ROLE, "pathless", "role yes; yes"],
  [ROLE, "role", "role yes; yes"],
  ["arn:aws:iam::111111111111:role/Deploy", "session", "no; no"],
  ["arn:aws:iam::111111111111:role/Deploy", "pathless", "role yes; yes"],
  ["arn:aws:iam::111111111111:role/Deplo", "pathless", "no; no"],
  [SESSION, "session", "direct yes; yes"],
  ["arn:aws:sts::111111111111:assumed-role/Deploy/run-2", "session", "no; no"],
  [SESSION, "role", "direct unknown; unknown"],
  ["arn:aws:sts::111111111111:federated-user/ada", "federatedUser", "direct yes; yes"],
  ["arn:aws:sts::111111111111:federated-user/ada", "user", "no; no"],
  ["AROAEXAMPLEEXAMPLE", "session", "no; unknown"],
  ["arn:aws:iam::111111111111:role/*", "session", "no; unknown"],
  ["arn:aws:iam::222222222222:role/*", "session", "no; no"],
  ["arn:aws:iam::111111111111:group/dev", "user", "no; no"],
])("Principal %s and a caller that is a %s: %s", (text, named, expected) => {
  expect(asked(text, named)).toBe(expected);
});

test.each<[PrincipalType, string, Named, string]>([
  ["Service", "codepipeline.amazonaws.com", "service", "direct yes; yes"],
  ["Service", "codebuild.amazonaws.com", "service", "no; no"],
  ["Service", "*", "service", "no; unknown"],
  ["Federated", "accounts.google.com", "federated", "direct yes; yes"],
  ["Federated", "accounts.google.com", "session", "no; unknown"],
  ["CanonicalUser", "79a59df900b949e55d96a1e698fbaced", "user", "account unknown; unknown"],
  ["CanonicalUser", "79a59df900b949e55d96a1e698fbaced", "anonymous", "no; no"],
])("%s principal %s and a caller that is a %s: %s", (type, text, named, expected) => {
  expect(asked(text, named, type)).toBe(expected);
});

describe("NotPrincipal", () => {
  const root = "arn:aws:iam::111111111111:root";
  const ada = "arn:aws:iam::111111111111:user/ops/ada";
  const bob = "arn:aws:iam::111111111111:user/bob";

  test.each<[string, readonly string[], Named, string]>([
    ["spares who is named with the account", [ada, root], "user", "no"],
    ["spares a session named with role and account", [SESSION, ROLE, root], "session", "no"],
    ["stays open where the account isn't named", [ada], "user", "unknown"],
    ["stays open where the session isn't named", [ROLE, root], "session", "unknown"],
    ["stays open where only the account is named", [root], "user", "unknown"],
    ["denies another user of a named account", [bob, root], "user", "yes"],
    ["denies who isn't named", [bob], "session", "yes"],
    ["denies the anonymous", [ada, root], "anonymous", "yes"],
    ["spares the account's root user", [root], "root", "no"],
    ["spares everyone where everyone is named", ["*"], "anonymous", "no"],
  ])("in a deny %s", (_, texts, named, expected) => {
    const entries = texts.map((text) => new PrincipalEntry("AWS", text));
    expect(new PrincipalElement(entries, true).denies(CALLERS[named], false)).toBe(expected);
  });

  test("in a deny always denies who has a permissions boundary", () => {
    const element = new PrincipalElement(
      [ada, root].map((text) => new PrincipalEntry("AWS", text)),
      true,
    );
    expect(element.denies(CALLERS.user, true)).toBe("yes");
    expect(element.denies(CALLERS.root, true)).toBe("no");
  });

  test("in an allow is never a plain allow", () => {
    const element = new PrincipalElement([new PrincipalEntry("AWS", bob)], true);
    expect(element.grant(CALLERS.user).direct).toBe("unknown");
    expect(element.grant(CALLERS.anonymous).direct).toBe("unknown");
  });
});

describe("no principal is", () => {
  test.each([
    "arn:aws:iam::111111111111:group/dev",
    "arn:aws:iam::111111111111:role/*",
    "arn:aws:iam::1:role/a",
    "arn:aws:s3:::bucket",
    "arn:aws:sts::111111111111:assumed-role/Deploy",
    "arn:aws:iam::111111111111:role/",
    "111111111111",
    "",
    null,
    7,
    ["*"],
    {},
    { service: "a", federated: "b" },
    { service: 7 },
    { service: "*" },
    { group: "a" },
  ])("%j", (principal) => {
    expect(readCaller(principal)).toMatchObject({ kind: "malformed" });
  });

  test("a session of another role than aws:PrincipalArn says", () => {
    expect(readCaller(SESSION, "arn:aws:iam::111111111111:role/Other").kind).toBe("malformed");
    expect(readCaller(SESSION, "arn:aws:iam::222222222222:role/Deploy").kind).toBe("malformed");
    expect(readCaller(SESSION, "arn:aws:iam::111111111111:role/a/b/Deploy").kind).toBe("caller");
  });
});
