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

const READ = "sqs:ReceiveMessage";
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:q`;

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly [more: string]: unknown;
}

function planned(type: string, name: string, values: Resource["values"], more = {}): Resource {
  return { address: `${type}.${name}`, mode: "managed", type, name, values, ...more };
}

function configured(type: string, name: string, expressions: object) {
  return { mode: "managed", type, name, provider_config_key: "aws", expressions };
}

/** As a plan lists them: the attribute, and then what has it. */
function refersTo(address: string) {
  return { references: [address, address.slice(0, address.lastIndexOf("."))] };
}

const PROVIDERS = {
  aws: {
    name: "aws",
    expressions: {
      region: { references: ["var.region"] },
      allowed_account_ids: { constant_value: [ACCOUNT] },
    },
  },
};

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

test("what a state tells twice, of a role and of what is attached to it, counts once", () => {
  const own = { ...allow("sqs:*"), Sid: "Own" };
  const resources = [
    planned("aws_iam_role", "worker", {
      arn: `arn:aws:iam::${ACCOUNT}:role/worker`,
      name: "worker",
      assume_role_policy: TRUST,
      inline_policy: [{ name: "p", policy: JSON.stringify(JSON.parse(policy(own)), null, 2) }],
      managed_policy_arns: [`arn:aws:iam::${ACCOUNT}:policy/made`],
    }),
    planned("aws_iam_role_policy", "p", { role: "worker", name: "p", policy: policy(own) }),
    planned("aws_iam_policy", "made", {
      arn: `arn:aws:iam::${ACCOUNT}:policy/made`,
      name: "made",
      policy: policy(allow(READ)),
    }),
    planned("aws_iam_role_policy_attachment", "a", {
      role: "worker",
      policy_arn: `arn:aws:iam::${ACCOUNT}:policy/made`,
    }),
  ];
  const state = JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } });
  const world = worldIn(
    readFrom({ "state.json": state }, (folder) => ({
      kind: "files",
      files: [`${folder}/state.json`],
    })),
  );
  expect(getRole(world, "worker").policies.identity.map(({ source }) => source.at)).toEqual([
    "aws_iam_role_policy.p",
    "aws_iam_policy.made",
  ]);
});

test("what has been applied knows groups by id, and the world by name", () => {
  const set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";
  const assigned = (name: string, principal: string) =>
    planned("aws_ssoadmin_account_assignment", name, {
      instance_arn: "arn:aws:sso:::instance/ssoins-1",
      permission_set_arn: set,
      principal_id: principal,
      principal_type: "GROUP",
      target_id: ACCOUNT,
    });
  const plan = {
    ...PLAN,
    planned_values: {
      root_module: {
        resources: [
          planned("aws_identitystore_group", "made", { group_id: "g-1", display_name: "Makers" }),
          planned("aws_ssoadmin_permission_set", "s", { arn: set, name: "maker" }),
          assigned("made", "g-1"),
          assigned("found", "g-2"),
        ],
      },
    },
    prior_state: {
      values: {
        root_module: {
          resources: [
            {
              ...planned("aws_identitystore_group", "found", {
                group_id: "g-2",
                display_name: "Finders",
              }),
              mode: "data",
            },
          ],
        },
      },
    },
  };
  const world = worldIn(
    readFrom({ "plan.json": JSON.stringify(plan) }, (folder) => ({
      kind: "files",
      files: [`${folder}/plan.json`],
    })),
  );
  expect(world.roles.flatMap(({ assignedGroups }) => assignedGroups ?? [])).toEqual([
    "Finders",
    "Makers",
  ]);
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
