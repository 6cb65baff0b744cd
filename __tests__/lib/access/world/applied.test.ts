import { planned, PROVIDERS } from "./make-plan";
import { ACCOUNT, allow, getRole, policy, readFrom, REGION, TRUST, worldIn } from "./make-world";

const READ = "sqs:ReceiveMessage";

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
    format_version: "1.2",
    variables: { region: { value: REGION } },
    configuration: { provider_config: PROVIDERS, root_module: { resources: [] } },
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
