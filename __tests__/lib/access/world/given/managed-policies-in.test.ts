import { managedPoliciesIn } from "../../../../../lib/access/world/given/managed-policies-in";

const document = (action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const OWN = "arn:aws:iam::111122223333:policy/teams/Own";

test.each<[string, unknown, readonly (readonly [string, object])[]]>([
  ["one is called as its file", document("sqs:*"), [["Mine", document("sqs:*")]]],
  [
    "so is a version of one",
    { PolicyVersion: { Document: document("sqs:*"), VersionId: "v1" } },
    [["Mine", document("sqs:*")]],
  ],
  [
    "several have their names or ARNs",
    { ReadOnlyAccess: document("s3:*"), [OWN]: { PolicyVersion: { Document: document("sqs:*") } } },
    [
      ["ReadOnlyAccess", document("s3:*")],
      [OWN, document("sqs:*")],
    ],
  ],
  [
    "of an account's policies the version in force counts",
    {
      Policies: [
        {
          PolicyName: "Own",
          Arn: OWN,
          DefaultVersionId: "v2",
          PolicyVersionList: [
            { VersionId: "v3", IsDefaultVersion: false, Document: document("*") },
            { VersionId: "v2", IsDefaultVersion: true, Document: document("sqs:*") },
          ],
        },
      ],
    },
    [[OWN, document("sqs:*")]],
  ],
])("%s", (_, content, expected) => {
  expect(managedPoliciesIn(content, "Mine")).toEqual({
    kind: "policies",
    policies: new Map(expected),
  });
});

test.each<[unknown, string]>([
  ["text", "it is no JSON object"],
  [{}, "there is no policy in it"],
  [{ Policies: [] }, "there is no policy in it"],
  [{ Policies: [{ Arn: OWN, DefaultVersionId: "v1" }] }, "`aws iam list-policies` doesn't"],
  [{ "two words": document("s3:*") }, '"two words" is neither a policy\'s name nor its ARN'],
  [{ "arn:aws:s3:::bucket": document("s3:*") }, "is neither a policy's name nor its ARN"],
  [{ One: document("s3:*"), Two: 7 }, "Two: it is no JSON object"],
  [document("s3"), "AWS takes no such policy: $.Statement[0].Action"],
  [{ One: document("s3:*"), Two: document("s3") }, "Two: AWS takes no such policy: $."],
])("%j is refused by what is wrong with it", (content, why) => {
  expect(managedPoliciesIn(content, "Mine")).toEqual({
    kind: "none",
    why: expect.stringContaining(why) as string,
  });
});
