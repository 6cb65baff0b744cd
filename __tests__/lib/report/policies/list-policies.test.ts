import { listPolicies } from "../../../../lib/report/policies/list-policies";
import { renderPolicies } from "../../../../lib/report/policies/render-policies";

const list = listPolicies(
  [
    { name: "inline policy of role a", size: 5_121, limit: 10_240, path: ["pipelines", "a"] },
    { name: "inline policy of role a", size: 6_000, limit: 10_240, path: ["pipelines", "a"] },
    { name: "policy a-1", size: 6_143, limit: 6_144, path: ["pipelines", "a"] },
    { name: "policy of topic a", size: 10, limit: 30_720, path: ["pipelines", "a"] },
    { name: "boundary b", size: 6_145, limit: 6_144, path: ["pipelines"] },
    { name: "number of policies of role a", size: 11, limit: 10, path: ["pipelines", "a"] },
  ],
  (path) => `platform.yaml:${path.length}:3`,
);

test("the same policy in several accounts is one entry, as large as the largest", () => {
  expect(list.policies.find(({ name }) => name === "inline policy of role a")).toEqual({
    name: "inline policy of role a",
    at: "platform.yaml:2",
    path: "pipelines.a",
    documents: 2,
    size: 6_000,
    limit: 10_240,
    share: 0.586,
    kind: "document",
  });
});

test("what spilled over is counted, a policy of something is none, and a number is no document", () => {
  expect(list.total).toEqual({
    documents: 5,
    characters: 5_121 + 6_000 + 6_143 + 10 + 6_145,
    spilledOver: 1,
    overLimit: 2,
  });
});

test("shares are whole percents that never look as if a policy just fitted, or just didn't", () => {
  expect(renderPolicies(list, { sizes: true }).split("\n")).toEqual([
    "  policy                              size   limit  share  from",
    "  number of policies of role a          11      10  110 %  platform.yaml:2",
    "  boundary b                         6,145   6,144  101 %  platform.yaml:1",
    "  policy a-1                         6,143   6,144   99 %  platform.yaml:2",
    "  inline policy of role a (2 times)  6,000  10,240   58 %  platform.yaml:2",
    "  policy of topic a                     10  30,720    0 %  platform.yaml:2",
    "",
    "5 policy documents with 23,419 characters in all; 1 spilled over into customer-managed policies; 2 over the limit",
  ]);
});

test("without sizes the names come sorted, each with its place", () => {
  expect(renderPolicies(list, { sizes: false }).split("\n").slice(0, 2)).toEqual([
    "  boundary b                         platform.yaml:1",
    "  inline policy of role a (2 times)  platform.yaml:2",
  ]);
});
