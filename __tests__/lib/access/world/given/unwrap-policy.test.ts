import { faultIn, unwrapPolicy } from "../../../../../lib/access/world/given/unwrap-policy";

const DOCUMENT = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "sqs:*", Resource: "*" }],
};
const TEXT = JSON.stringify(DOCUMENT);

test.each<[string, unknown, object]>([
  ["a document as it is", DOCUMENT, {}],
  [
    "what `aws organizations describe-policy` prints",
    {
      Policy: {
        PolicySummary: { Id: "p-1", Name: "no-sqs", Type: "SERVICE_CONTROL_POLICY" },
        Content: TEXT,
      },
    },
    { name: "no-sqs", type: "SERVICE_CONTROL_POLICY" },
  ],
  ["the same without its summary", { Policy: { Content: TEXT } }, {}],
  [
    "what `aws iam get-policy-version` prints",
    { PolicyVersion: { Document: DOCUMENT, VersionId: "v3", IsDefaultVersion: true } },
    {},
  ],
  [
    "the same from the API, which URL-encodes it",
    { PolicyVersion: { Document: encodeURIComponent(TEXT) } },
    {},
  ],
])("%s is a policy", (_, content, about) => {
  expect(unwrapPolicy(content)).toEqual({ kind: "policy", document: DOCUMENT, ...about });
});

test.each<[unknown, string]>([
  [[DOCUMENT], "it is no JSON object"],
  [null, "it is no JSON object"],
  [{}, "it is no policy document"],
  [{ Policies: [] }, "it is no policy document"],
  [{ Policy: { Arn: "arn", DefaultVersionId: "v1" } }, "`aws iam get-policy` prints, which lacks"],
  [{ Policy: { Content: "{" } }, "its Policy.Content is not JSON"],
  [{ Policy: { Content: 7 } }, "its Policy.Content is no policy document"],
  [{ PolicyVersion: {} }, "its PolicyVersion.Document is no policy document"],
  [{ PolicyVersion: { Document: "%7B%" } }, "its PolicyVersion.Document is not JSON"],
])("%j is none, and it says why", (content, why) => {
  expect(unwrapPolicy(content)).toEqual({
    kind: "none",
    why: expect.stringContaining(why) as string,
  });
});

test("a policy with a principal is no SCP, and one without is no RCP", () => {
  const open = { ...DOCUMENT, Statement: [{ ...DOCUMENT.Statement[0], Principal: "*" }] };
  expect([faultIn(DOCUMENT, "identity"), faultIn(open, "rcp")]).toEqual([undefined, undefined]);
  expect(faultIn(open, "identity")).toMatch(/^\$\.Statement\[0\]\.Principal: /);
  expect(faultIn(DOCUMENT, "rcp")).toMatch(/^\$\.Statement\[0\].*: /);
});
