import { createAsk } from "../../../../lib/access/world/ask";
import { ACCOUNT, allow, decide, policy, role, TRUST, whatIsSaid, worldOf } from "./make-world";

const READ = "sqs:ReceiveMessage";
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`;
const ELSEWHERE = "444455556666";

function managed(name: string, more = {}) {
  return { name, policy: policy(allow("sqs:*")), ...more };
}

test.each<[way: string, resources: Record<string, Record<string, unknown>>]>([
  [
    "an inline policy",
    { aws_iam_role_policy: { p: { role: "worker", policy: policy(allow(READ)) } } },
  ],
  [
    "an attached policy",
    {
      aws_iam_policy: { p: managed("p", { path: "/team/" }) },
      aws_iam_role_policy_attachment: {
        a: { role: "${aws_iam_role.worker.id}", policy_arn: "${aws_iam_policy.p.arn}" },
      },
    },
  ],
  [
    "a policy attached to several",
    {
      aws_iam_policy: { p: managed("p") },
      aws_iam_policy_attachment: {
        a: {
          roles: ["${aws_iam_role.worker.name}"],
          policy_arn: `arn:aws:iam::${ACCOUNT}:policy/p`,
        },
      },
    },
  ],
])("a role has what %s allows", (_, resources) => {
  const world = worldOf({
    one: {
      resource: { aws_iam_role: { worker: role("worker"), other: role("other") }, ...resources },
    },
  });
  expect(world.unmodelled).toEqual([]);
  expect(decide(world, "worker", READ, QUEUE)).toBe("allowed");
  expect(decide(world, "other", READ, QUEUE)).toBe("implicitlyDenied");
});

test("a role has the policies in its own block, and no more than its boundary", () => {
  const world = worldOf({
    one: {
      resource: {
        aws_iam_policy: { p: managed("p"), limit: { name: "limit", policy: policy(allow(READ)) } },
        aws_iam_role: {
          worker: role("worker", {
            inline_policy: [{ name: "in", policy: policy(allow("sns:Publish")) }],
            managed_policy_arns: ["${aws_iam_policy.p.arn}"],
            permissions_boundary: "${aws_iam_policy.limit.arn}",
          }),
        },
      },
    },
  });
  expect(decide(world, "worker", READ, QUEUE)).toBe("allowed");
  expect(decide(world, "worker", "sqs:DeleteQueue", QUEUE)).toBe("implicitlyDenied");
  expect(decide(world, "worker", "sns:Publish", `arn:aws:sns:eu-west-1:${ACCOUNT}:t`)).toBe(
    "implicitlyDenied",
  );
});

test("an attachment of another account reaches no role of the same name", () => {
  const world = worldOf({
    one: { resource: { aws_iam_role: { worker: role("worker") } } },
    two: {
      provider: { aws: [{ allowed_account_ids: [ELSEWHERE], region: "eu-west-1" }] },
      resource: { aws_iam_role_policy: { p: { role: "worker", policy: policy(allow(READ)) } } },
    },
  });
  expect(decide(world, "worker", READ, QUEUE)).toBe("implicitlyDenied");
  expect(whatIsSaid(world)).toEqual([
    "aws_iam_role_policy.p: none of the files read makes its role worker: it is ignored",
  ]);
});

test("a policy whose role isn't known may be any role's of the account", () => {
  const world = worldOf({
    one: {
      resource: {
        aws_iam_role: { worker: role("worker") },
        aws_iam_role_policy: { p: { role: "${var.role}", policy: policy(allow(READ)) } },
      },
    },
  });
  expect(decide(world, "worker", READ, QUEUE)).toBe("conditional");
  expect(whatIsSaid(world)[0]).toContain("the role that has it isn't known");
});

describe("boundaries that nobody knows", () => {
  const world = worldOf({
    one: {
      resource: {
        aws_iam_role: {
          worker: role("worker", { permissions_boundary: `arn:aws:iam::${ACCOUNT}:policy/gone` }),
        },
        aws_iam_role_policy: { p: { role: "worker", policy: policy(allow(READ)) } },
      },
    },
  });

  test("leave open what the role's policies allow, and grant nothing", () => {
    expect(decide(world, "worker", READ, QUEUE)).toBe("conditional");
    expect(decide(world, "worker", "sqs:DeleteQueue", QUEUE)).toBe("implicitlyDenied");
  });

  test("are listed", () => {
    expect(whatIsSaid(world)[0]).toContain(`none of the files read makes arn:aws:iam::${ACCOUNT}`);
  });
});

test("a policy that AWS would refuse counts as unknown, and the listing says why", () => {
  const world = worldOf({
    one: {
      resource: {
        aws_iam_role: { worker: role("worker") },
        aws_iam_role_policy: {
          p: { role: "worker", name: "p", policy: policy({ Effect: "Maybe" }) },
        },
      },
    },
  });
  expect(decide(world, "worker", READ, QUEUE)).toBe("conditional");
  expect(whatIsSaid(world)[0]).toMatch(/policy p is none that AWS takes \(\$\.Statement\[0\]/);
});

test("members have what all their groups allow, and strangers what the resource allows", () => {
  const world = worldOf({
    one: {
      resource: {
        aws_iam_group: { a: { name: "a" }, b: { name: "b" }, c: { name: "c" } },
        aws_iam_group_membership: {
          a: { group: "${aws_iam_group.a.name}", users: ["ann", "bob"] },
        },
        aws_iam_user_group_membership: { bob: { user: "bob", groups: ["b"] } },
        aws_iam_group_policy: { b: { group: "b", policy: policy(allow(READ)) } },
        aws_iam_policy: { p: { name: "p", policy: policy(allow("sqs:SendMessage")) } },
        aws_iam_group_policy_attachment: {
          c: { group: "c", policy_arn: "${aws_iam_policy.p.arn}" },
        },
      },
    },
  });
  const ask = createAsk(world);
  const [a] = world.groups;
  if (a === undefined) throw new Error("no group");
  const may = (user: string, action: string) =>
    ask({ asker: { kind: "member", group: a, user }, action, resource: QUEUE }).kind;
  expect(world.groups.map(({ users }) => users)).toEqual([["ann", "bob"], ["bob"], []]);
  expect(may("ann", READ)).toBe("implicitlyDenied");
  expect(may("bob", READ)).toBe("allowed");
  expect(may("bob", "sqs:SendMessage")).toBe("implicitlyDenied");
});

test("users are not modelled, which is said aloud", () => {
  const world = worldOf({ one: { resource: { aws_iam_user: { u: { name: "u" } } } } });
  expect(whatIsSaid(world)).toEqual([
    expect.stringMatching(/^aws_iam_user\.u: users are not modelled/) as string,
  ]);
});

describe("tags of a role", () => {
  const tagged = (trust: string) =>
    worldOf({
      one: {
        resource: {
          aws_iam_role: {
            worker: role("worker", { tags: { team: "a" }, assume_role_policy: trust }),
          },
          aws_iam_role_policy: {
            p: {
              role: "worker",
              policy: policy(
                allow(READ, "*", { Condition: { StringEquals: { "aws:PrincipalTag/team": "b" } } }),
              ),
            },
          },
        },
      },
    });

  test("are principal tags, which the question's session tags override", () => {
    const world = tagged(TRUST);
    expect(decide(world, "worker", READ, QUEUE)).toBe("implicitlyDenied");
    expect(decide(world, "worker", READ, QUEUE, { "aws:PrincipalTag/team": "b" })).toBe("allowed");
  });

  test("are no certainty where sessions may be tagged", () => {
    const trust = policy({
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    });
    expect(decide(tagged(trust), "worker", READ, QUEUE)).toBe("conditional");
  });
});
