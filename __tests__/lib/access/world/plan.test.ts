import type { World } from "../../../../lib/access/world/world";
import {
  ACCOUNT,
  allow,
  decide,
  getResource,
  getRole,
  policy,
  readFrom,
  REGION,
  TRUST,
  whatIsSaid,
  worldIn,
} from "./make-world";
import { configured, planned, PROVIDERS, refersTo, type Resource } from "./make-plan";

const READ = "sqs:ReceiveMessage";
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:q`;

const PLAN = {
  format_version: "1.2",
  variables: { region: { value: REGION } },
  planned_values: {
    root_module: {
      resources: [
        planned("aws_iam_role", "worker", {
          name: "worker",
          path: "/",
          assume_role_policy: TRUST,
          tags: null,
          tags_all: { team: "a" },
        }),
        planned("aws_iam_role_policy", "p", {
          role: "worker",
          name: "p",
          policy: policy(allow("sns:*", "arn:aws:sns:*:*:${aws:PrincipalAccount}-*")),
        }),
        planned("aws_iam_role_policy_attachment", "a", { role: "worker" }),
        planned("aws_iam_policy", "made", { name: "made", path: "/", policy: policy(allow(READ)) }),
        planned("aws_kms_key", "k", { description: "k" }),
        planned("aws_kms_alias", "k", { name: "alias/k" }),
        planned("aws_sqs_queue", "q", { name: "q", tags: null }),
        planned("aws_sqs_queue_policy", "q", {}),
      ],
      child_modules: [
        {
          address: "module.inner",
          resources: [
            planned(
              "aws_iam_role",
              "deep",
              { name: "deep", assume_role_policy: TRUST, path: "/" },
              { address: "module.inner.aws_iam_role.deep" },
            ),
            planned(
              "aws_iam_role_policy_attachment",
              "deep",
              {},
              { address: "module.inner.aws_iam_role_policy_attachment.deep" },
            ),
          ],
        },
      ],
    },
  },
  resource_changes: [
    { address: "aws_sqs_queue.q", change: { after_unknown: { tags_all: true } } },
    { address: "aws_iam_role.worker", change: { after_unknown: { tags_all: {} } } },
  ],
  configuration: {
    provider_config: PROVIDERS,
    root_module: {
      resources: [
        configured("aws_iam_role", "worker", { name: { constant_value: "worker" } }),
        configured("aws_iam_role_policy_attachment", "a", {
          role: refersTo("aws_iam_role.worker.name"),
          policy_arn: refersTo("aws_iam_policy.made.arn"),
        }),
        configured("aws_kms_alias", "k", { target_key_id: refersTo("aws_kms_key.k.key_id") }),
        configured("aws_sqs_queue_policy", "q", {
          queue_url: refersTo("aws_sqs_queue.q.url"),
          policy: refersTo("aws_sqs_queue.q.arn"),
        }),
      ],
      module_calls: {
        inner: {
          expressions: { policy: refersTo("aws_iam_policy.made.arn") },
          module: {
            resources: [
              configured("aws_iam_role", "deep", {}),
              configured("aws_iam_role_policy_attachment", "deep", {
                role: refersTo("aws_iam_role.deep.id"),
                policy_arn: { references: ["var.policy"] },
              }),
            ],
          },
        },
      },
    },
  },
};

function readPlan(...plans: unknown[]): World {
  const files = Object.fromEntries(
    plans.map((plan, index) => [`p${index}.json`, JSON.stringify(plan)]),
  );
  return worldIn(
    readFrom(files, (folder) => ({
      kind: "files",
      files: Object.keys(files).map((file) => `${folder}/${file}`),
    })),
  );
}

describe("a plan", () => {
  const world = readPlan(PLAN);

  test("says by its provider where its resources are", () => {
    expect(getRole(world, "worker")).toMatchObject({
      arn: `arn:aws:iam::${ACCOUNT}:role/worker`,
      tags: { team: "a" },
    });
    expect(getResource(world, "sqs_queue", "q")).toMatchObject({ arn: QUEUE, region: REGION });
  });

  test("gives a role the policy whose ARN is only known after apply", () => {
    expect(
      decide(world, "worker", "sns:Publish", `arn:aws:sns:${REGION}:${ACCOUNT}:${ACCOUNT}-t`),
    ).toBe("allowed");
    expect(getRole(world, "worker").policies.identity.map(({ source }) => source.name)).toEqual([
      "p",
      "made",
    ]);
  });

  test("passes references through a module's inputs", () => {
    expect(getRole(world, "deep").policies.identity.map(({ source }) => source.name)).toEqual([
      "made",
    ]);
  });

  test("keeps the variables of IAM as they are", () => {
    expect(decide(world, "worker", "sns:Publish", `arn:aws:sns:${REGION}:${ACCOUNT}:other-t`)).toBe(
      "implicitlyDenied",
    );
  });

  test("gives a key that has no id yet a stand-in, and its alias", () => {
    expect(world.resources.find(({ type }) => type === "kms_key")).toMatchObject({
      arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/p0.k`,
      aliases: ["alias/k"],
    });
  });

  test("leaves open what a policy decides that is only known after apply", () => {
    expect(decide(world, "worker", READ, QUEUE)).toBe("conditional");
    expect(whatIsSaid(world)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^aws_sqs_queue_policy\.q: policy .* is unknown/) as string,
        expect.stringMatching(/^aws_sqs_queue\.q: not all of its tags are known/) as string,
      ]),
    );
  });
});

test("a state needs no configuration: ARNs say where things are", () => {
  const world = readPlan({
    format_version: "1.0",
    values: {
      root_module: {
        resources: [
          planned("aws_iam_role", "worker", {
            arn: `arn:aws:iam::${ACCOUNT}:role/worker`,
            name: "worker",
            assume_role_policy: TRUST,
            inline_policy: [{ name: "p", policy: policy(allow(READ)) }],
            permissions_boundary: "",
          }),
          planned("aws_iam_role_policy", "p", { role: "worker", policy: policy(allow("sns:*")) }),
          planned("aws_sqs_queue", "q", { arn: QUEUE, name: "q", url: "https://queue" }),
          planned("aws_sqs_queue_policy", "q", {
            queue_url: "https://queue",
            policy: policy({
              Effect: "Deny",
              Principal: "*",
              Action: "sqs:Delete*",
              Resource: "*",
            }),
          }),
        ],
      },
    },
  });
  expect(decide(world, "worker", "sns:Publish", `arn:aws:sns:${REGION}:${ACCOUNT}:t`)).toBe(
    "allowed",
  );
  expect(decide(world, "worker", READ, QUEUE)).toBe("allowed");
  const queue = getResource(world, "sqs_queue", "q");
  expect(queue.arn).toBe(QUEUE);
});

test("a policy finds its queue by URL, as states have it", () => {
  const resources = [
    planned("aws_sqs_queue", "q", {
      arn: QUEUE,
      id: "https://queue",
      url: "https://queue",
      name: "q",
    }),
    planned("aws_sqs_queue_policy", "q", {
      queue_url: "https://queue",
      policy: policy(allow("*", "*", { Principal: "*" })),
    }),
  ];
  const world = readPlan({ format_version: "1.0", values: { root_module: { resources } } });
  expect(getResource(world, "sqs_queue", "q").policy).toBeDefined();
});

test("several files make one world", () => {
  const state = (type: string, name: string, values: Resource["values"]) => ({
    format_version: "1.0",
    values: { root_module: { resources: [planned(type, name, values)] } },
  });
  const world = readPlan(
    state("aws_iam_role", "r", {
      arn: `arn:aws:iam::${ACCOUNT}:role/r`,
      name: "r",
      assume_role_policy: TRUST,
    }),
    state("aws_sqs_queue", "q", { arn: QUEUE, name: "q" }),
  );
  expect([world.roles.length, world.resources.length]).toEqual([1, 1]);
});
