import { createAsk, type Question } from "../../../../lib/access/world/ask";
import { alterRole, likenessOf, oneOfEach } from "../../../../lib/access/world/likeness";
import type { World, WorldRole } from "../../../../lib/access/world/world";
import type { WorldOptions } from "../../../../lib/access/world/build/build-world";
import { FULL_AWS_ACCESS } from "../../../../lib/access/world/given/organization";
import { textWithAccounts } from "../../../support/many-accounts";
import { generatedWorld } from "../../../support/generated-world";
import { synthPlatform } from "../../../support/synth-platform";
import { allow, policy, REGION, role, worldOf } from "./make-world";

const FIRST = "100000000001";
const SECOND = "100000000002";
const NO_SNS = {
  Version: "2012-10-17",
  Statement: { Effect: "Deny", Action: "sns:*", Resource: "*" },
};

type Statement = Readonly<Record<string, unknown>>;
type OfAccount = (accountId: string) => readonly Statement[];

/** A role of one name in two accounts, with statements by account. */
function twoAccounts(
  statements: OfAccount,
  options?: WorldOptions,
  spell = (text: string) => text,
): World {
  const stack = (accountId: string) => ({
    provider: { aws: [{ allowed_account_ids: [accountId], region: REGION }] },
    resource: {
      aws_iam_role: { worker: role("worker") },
      aws_iam_role_policy: {
        own: { role: "worker", policy: spell(policy(...statements(accountId))) },
      },
    },
  });
  return worldOf({ first: stack(FIRST), second: stack(SECOND) }, options);
}

function pair({ roles }: World): readonly [WorldRole, WorldRole] {
  const [first, second] = roles;
  if (first === undefined || second === undefined) throw new Error("there are no two roles");
  return [first, second];
}

/** Both roles ask the same about their own accounts; what comes of it is compared with what each is told alone. */
function verdicts(world: World, action: string, resource: (accountId: string) => string) {
  const ask = createAsk(world);
  return pair(world).map((asker) => {
    const question: Question = {
      asker: { kind: "role", role: asker },
      action,
      resource: resource(asker.accountId),
    };
    return { alike: ask.alike(question)?.kind, alone: ask(question).kind };
  });
}

const queueOf = (accountId: string) => `arn:aws:sqs:${REGION}:${accountId}:jobs`;

describe("roles of two accounts are alike", () => {
  test.each<[string, OfAccount]>([
    ["where their policies are one text", () => [allow("sqs:*")]],
    ["where each names its own account", (id) => [{ ...allow("sqs:*"), Resource: queueOf(id) }]],
    [
      "where a wildcard stands for any account",
      () => [{ ...allow("sqs:*"), Resource: "arn:aws:sqs:*:*:p0*" }],
    ],
  ])("%s", (_, statements) => {
    const world = twoAccounts(statements);
    expect(oneOfEach(world.roles)).toHaveLength(1);
    const [first, second] = verdicts(world, "sqs:SendMessage", queueOf);
    expect(first?.alike).toBe(first?.alone);
    expect(second).toEqual(first);
  });
});

describe("roles of two accounts are told apart", () => {
  test.each<[string, OfAccount]>([
    ["by a statement that one lacks", (id) => [allow(id === FIRST ? "sqs:*" : "sns:*")]],
    [
      "by the id of one of them in both",
      () => [{ ...allow("sqs:*"), Resource: queueOf(FIRST) }, allow("sns:*")],
    ],
    [
      "by the beginning of an id",
      () => [{ ...allow("sqs:*"), Resource: `arn:aws:sqs:${REGION}:*1:jobs` }],
    ],
    [
      "by a variable at a wildcard",
      () => [{ ...allow("sqs:*"), Resource: `arn:aws:sqs:${REGION}:*\${aws:PrincipalTag/n}:jobs` }],
    ],
    [
      "by a condition on a part of an id",
      () => [
        { ...allow("sqs:*"), Condition: { StringLike: { "aws:PrincipalAccount": "*00001" } } },
      ],
    ],
  ])("%s", (_, statements) => {
    const world = twoAccounts(statements);
    expect(oneOfEach(world.roles)).toHaveLength(2);
    for (const { alike, alone } of verdicts(world, "sqs:SendMessage", queueOf))
      expect([undefined, alone]).toContain(alike);
  });
});

test("an id that JSON spells by escapes is an id", () => {
  const world = twoAccounts(
    () => [{ ...allow("sqs:*"), Resource: queueOf(FIRST) }],
    {},
    (text) => text.replaceAll(FIRST, `\\u0031${FIRST.slice(1)}`),
  );
  const found = verdicts(world, "sqs:SendMessage", queueOf);
  expect(found.map(({ alone }) => alone)).toEqual(["allowed", "implicitlyDenied"]);
  expect(found.map(({ alike }) => alike)).toEqual([undefined, undefined]);
});

test("accounts are alike under the same policies of their organisation", () => {
  const limits = {
    scps: [[FULL_AWS_ACCESS, { name: "no-sns", document: NO_SNS }], [FULL_AWS_ACCESS]],
  };
  const world = twoAccounts(() => [allow("*")], {
    organizationPolicies: new Map([
      [FIRST, limits],
      [SECOND, limits],
    ]),
  });
  for (const [action, kind] of [
    ["sqs:SendMessage", "allowed"],
    ["sns:Publish", "explicitlyDenied"],
  ] as const)
    expect(verdicts(world, action, queueOf)).toEqual([
      { alike: kind, alone: kind },
      { alike: kind, alone: kind },
    ]);
});

test("accounts are told apart by a policy of their organisation that names one of them", () => {
  const document = {
    Version: "2012-10-17",
    Statement: { Effect: "Deny", Action: "sqs:*", Resource: queueOf(SECOND) },
  };
  const limits = { scps: [[FULL_AWS_ACCESS, { name: "not-there", document }]] };
  const world = twoAccounts(() => [allow("*")], {
    organizationPolicies: new Map([
      [FIRST, limits],
      [SECOND, limits],
    ]),
  });
  const found = verdicts(world, "sqs:SendMessage", queueOf);
  expect(found.map(({ alone }) => alone)).toEqual(["allowed", "explicitlyDenied"]);
  expect(found.map(({ alike }) => alike)).toEqual(["allowed", "explicitlyDenied"]);
});

test("an account with policies of its organisation is like none without", () => {
  const limits = { scps: [[FULL_AWS_ACCESS], []] };
  const world = twoAccounts(() => [allow("sqs:*")], {
    organizationPolicies: new Map([[SECOND, limits]]),
  });
  expect(verdicts(world, "sqs:SendMessage", queueOf)).toEqual([
    { alike: "allowed", alone: "allowed" },
    { alike: "implicitlyDenied", alone: "implicitlyDenied" },
  ]);
});

test("a resource that is named by an account's id is asked for by each account itself", () => {
  const world = twoAccounts(() => [{ ...allow("s3:*"), Resource: "arn:aws:s3:::state-1*" }]);
  const found = verdicts(world, "s3:ListBucket", (id) => `arn:aws:s3:::state-${id}`);
  expect(found.map(({ alike }) => alike)).toEqual([undefined, undefined]);
});

test("a resource with a policy of its own is asked for by each account itself", () => {
  const queue = `arn:aws:sqs:${REGION}:300000000003:jobs`;
  const open = { Effect: "Allow", Principal: { AWS: FIRST }, Action: "sqs:*", Resource: queue };
  const world = worldOf({
    ...{
      queue: {
        provider: { aws: [{ allowed_account_ids: ["300000000003"], region: REGION }] },
        resource: { aws_sqs_queue: { jobs: { name: "jobs", policy: policy(open) } } },
      },
    },
    ...Object.fromEntries(
      [FIRST, SECOND].map((id) => [
        `of-${id}`,
        {
          provider: { aws: [{ allowed_account_ids: [id], region: REGION }] },
          resource: {
            aws_iam_role: { worker: role("worker") },
            aws_iam_role_policy: { own: { role: "worker", policy: policy(allow("sqs:*")) } },
          },
        },
      ]),
    ),
  });
  expect(verdicts(world, "sqs:SendMessage", () => queue)).toEqual([
    { alike: undefined, alone: "allowed" },
    { alike: undefined, alone: "implicitlyDenied" },
  ]);
});

test("a role whose policies somebody changed isn't like it was, unless the same was done to both", () => {
  const [first, second] = pair(twoAccounts(() => [allow("sqs:*")]));
  const bare = (one: WorldRole) => alterRole(one, "bare", () => ({ identity: [] }));
  expect(likenessOf({ ...first, policies: { identity: [] } })).toBeUndefined();
  expect(likenessOf(bare(first))).not.toBe(likenessOf(first));
  expect(likenessOf(bare(first))).toBe(likenessOf(bare(second)));
  expect(bare(first).policies.identity).toEqual([]);
  expect(bare(first).trust).toBe(first.trust);
});

test("in a platform of many accounts no verdict of a role's likes differs from its own", async () => {
  const { ask, world, platform } = generatedWorld(await synthPlatform(textWithAccounts(12)));
  let shared = 0;
  for (const asker of world.roles)
    for (const [action, resource, context] of questionsOf(asker.accountId)) {
      const question = { asker: { kind: "role", role: asker }, action, resource, context } as const;
      const alike = ask.alike(question);
      if (alike === undefined) continue;
      shared += 1;
      const alone = ask(question);
      expect([asker.arn, action, resource, alike.kind]).toEqual([
        asker.arn,
        action,
        resource,
        alone.kind,
      ]);
      if (alike.kind === "conditional" && alone.kind === "conditional")
        expect(alike.keys).toEqual(alone.keys);
    }
  expect(shared).toBeGreaterThan(world.roles.length);
  expect(platform.accounts.length).toBeGreaterThan(12);
});

function questionsOf(id: string): readonly [string, string, Record<string, string>][] {
  const region = { "aws:RequestedRegion": REGION };
  const iam = (rest: string) => `arn:aws:iam::${id}:${rest}`;
  return [
    ["iam:PutRolePolicy", iam("role/gatehouse/made-up"), {}],
    ["iam:PassRole", iam("role/gatehouse-api-deploy"), {}],
    ["iam:GetRole", iam("role/made-up"), {}],
    ["cloudformation:UpdateStack", `arn:aws:cloudformation:${REGION}:${id}:stack/api/1`, region],
    ["cloudformation:DescribeStacks", `arn:aws:cloudformation:${REGION}:${id}:stack/x/1`, region],
    ["logs:FilterLogEvents", `arn:aws:logs:${REGION}:${id}:log-group:made-up:*`, region],
    ["s3:GetObject", `arn:aws:s3:::made-up/${id}`, region],
    ["sts:AssumeRole", iam("role/gatehouse-api-deploy"), { "aws:PrincipalAccount": id }],
  ];
}
