import type { Setting } from "../../../../lib/config/problems/catalogue-entry";
import type { Platform } from "../../../../lib/model/platform";
import { decide } from "../../../support/decide";
import { EVERYTHING, deniedBy, policyOf } from "../../../support/persona-policies";
import { sessionIn } from "../../../support/question";
import { goldenWith, validPlatform } from "../../../support/platform-file";

const TOOLING = "100000000002";
const FROM = "2027-01-31T08:00:00Z";
const UNTIL = "2027-01-31T18:00:00Z";
const MFA: Setting = { path: ["identity", "mfaTag"], value: "signed-in:mfa" };

const BREAK_GLASS: readonly Setting[] = [
  {
    path: ["personas", "break-glass"],
    value: {
      description: "Repairs production.",
      sessionDuration: "PT1H",
      grants: [{ capabilities: ["stop", "override"], pipelines: "all" }],
      breakGlass: { from: FROM, until: UNTIL, reason: "INC-1", notify: ["a@example.com"] },
    },
  },
  { path: ["groups", 3, "personas"], value: ["auditor", "break-glass"] },
];

interface SignIn {
  readonly mfa?: string;
  readonly at?: string;
}

/** What holds against an action on pipeline `api` after such a sign-in, where another policy allows everything. */
function judge(platform: Platform, persona: string, action: string, { mfa, at }: SignIn) {
  const policy = [...policyOf(platform, persona), EVERYTHING];
  const place = action.startsWith("PutApproval") ? "api/prod/approve" : "api";
  const request = {
    action: `codepipeline:${action}`,
    resource: `arn:aws:codepipeline:eu-west-1:${TOOLING}:${place}`,
    context: {
      ...sessionIn(TOOLING),
      ...(mfa === undefined ? {} : { "aws:PrincipalTag/signed-in:mfa": mfa }),
      ...(at === undefined ? {} : { "aws:CurrentTime": at }),
    },
  };
  return { verdict: decide(policy, request), denies: deniedBy(policy, request) };
}

const ALLOWED = { verdict: "allowed", denies: [] };
const denied = (...denies: string[]) => ({ verdict: "explicitlyDenied", denies });

describe("where the directory says who signed in with MFA", () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await validPlatform(goldenWith(MFA, ...BREAK_GLASS));
  });

  test("an approval needs it", () => {
    const approve = (signIn: SignIn) =>
      judge(platform, "release-manager", "PutApprovalResult", signIn);
    expect(approve({ mfa: "true" })).toEqual(ALLOWED);
    expect(approve({ mfa: "false" })).toEqual(denied("OnlyWithMfa"));
    expect(approve({ mfa: "True" })).toEqual(denied("OnlyWithMfa"));
    expect(approve({})).toEqual(denied("OnlyWithMfa"));
  });

  test("what else the same persona does needs none", () => {
    expect(judge(platform, "release-manager", "GetPipelineState", {})).toEqual(ALLOWED);
  });

  test("break-glass needs it for everything", () => {
    const at = "2027-01-31T12:00:00Z";
    for (const action of ["StopPipelineExecution", "GetPipeline"]) {
      expect(judge(platform, "break-glass", action, { at })).toEqual(denied("OnlyWithMfa"));
      expect(judge(platform, "break-glass", action, { at, mfa: "true" })).toEqual(ALLOWED);
    }
  });

  test("whoever gives no approval and overrides nothing has no such deny", () => {
    for (const name of ["developer", "auditor", "platform-engineer"]) {
      const sids = policyOf(platform, name).map(({ Sid }) => Sid);
      expect(sids).not.toContain("OnlyWithMfa");
    }
  });
});

test("where nothing says so, approvals are not locked", async () => {
  const platform = await validPlatform(goldenWith());
  expect(judge(platform, "release-manager", "PutApprovalResult", {})).toEqual(ALLOWED);
});

describe("break-glass", () => {
  test.each([
    ["a second before its window", "2027-01-31T07:59:59Z", denied("NotYet")],
    ["at its beginning", FROM, ALLOWED],
    ["a second before its end", "2027-01-31T17:59:59Z", ALLOWED],
    ["at its end", UNTIL, denied("NoLonger")],
    ["a year later, as nobody took it back", "2028-01-31T12:00:00Z", denied("NoLonger")],
  ])("%s", async (_when, at, expected) => {
    const platform = await validPlatform(goldenWith(...BREAK_GLASS));
    // Whatever it is: what the persona holds, and what another policy allows.
    for (const action of ["StopPipelineExecution", "GetPipeline"]) {
      expect(judge(platform, "break-glass", action, { at })).toEqual(expected);
    }
  });

  test("is a matter of its own: no other persona has a window", async () => {
    const platform = await validPlatform(goldenWith(...BREAK_GLASS));
    for (const at of ["2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z"]) {
      expect(judge(platform, "platform-engineer", "StopPipelineExecution", { at })).toEqual(
        ALLOWED,
      );
    }
  });
});
