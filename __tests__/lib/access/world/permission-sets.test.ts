import { ACCOUNT, allow, decide, getRole, policy, whatIsSaid, worldOf } from "./make-world";

const READ = "sqs:ReceiveMessage";
const ELSEWHERE = "444455556666";

describe("permission sets", () => {
  const set = (
    more: Record<string, Record<string, unknown>>,
    region = "us-east-1",
    target = ELSEWHERE,
  ) =>
    worldOf({
      sso: {
        provider: { aws: [{ allowed_account_ids: [ACCOUNT], region }] },
        data: {
          aws_identitystore_group: {
            g: {
              alternate_identifier: {
                unique_attribute: { attribute_path: "DisplayName", attribute_value: "Team" },
              },
            },
          },
        },
        resource: {
          aws_ssoadmin_permission_set: { s: { name: "Set", tags: { "gatehouse:persona": "p" } } },
          aws_ssoadmin_account_assignment: {
            a: {
              permission_set_arn: "${aws_ssoadmin_permission_set.s.arn}",
              principal_id: "${data.aws_identitystore_group.g.group_id}",
              principal_type: "GROUP",
              target_id: target,
            },
          },
          ...more,
        },
      },
      target: {
        provider: { aws: [{ allowed_account_ids: [ELSEWHERE], region }] },
        resource: {
          aws_iam_policy: { p: { name: "own", path: "/x/", policy: policy(allow(READ)) } },
        },
      },
    });
  const OTHER_QUEUE = `arn:aws:sqs:eu-west-1:${ELSEWHERE}:q`;
  const arn = "${aws_ssoadmin_permission_set.s.arn}";
  const own = { customer_managed_policy_reference: [{ name: "own", path: "/x/" }] };

  test("have no region in their roles' path where Identity Center is in us-east-1", () => {
    expect(getRole(set({}), "Set")).toMatchObject({
      arn: `arn:aws:iam::${ELSEWHERE}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Set_0000000000000000`,
      persona: "p",
      assignedGroups: ["Team"],
    });
    expect(getRole(set({}, "eu-west-1"), "Set").arn).toContain("sso.amazonaws.com/eu-west-1/AWS");
  });

  test("have the policy that their account has by name and path", () => {
    const type = "aws_ssoadmin_customer_managed_policy_attachment";
    const world = set({ [type]: { c: { permission_set_arn: arn, ...own } } });
    expect(decide(world, "Set", READ, OTHER_QUEUE)).toBe("allowed");
    expect(world.unmodelled).toEqual([]);
  });

  test("are within the boundary of that name", () => {
    const world = set({
      aws_ssoadmin_permission_set_inline_policy: {
        i: { permission_set_arn: arn, inline_policy: policy(allow("sqs:*")) },
      },
      aws_ssoadmin_permissions_boundary_attachment: {
        b: { permission_set_arn: arn, permissions_boundary: [own] },
      },
    });
    expect(decide(world, "Set", READ, OTHER_QUEUE)).toBe("allowed");
    expect(decide(world, "Set", "sqs:DeleteQueue", OTHER_QUEUE)).toBe("implicitlyDenied");
  });

  test("have an unknown policy where the account lacks it", () => {
    const type = "aws_ssoadmin_customer_managed_policy_attachment";
    const given = { customer_managed_policy_reference: { name: "gone" } };
    const world = set({ [type]: { c: { permission_set_arn: arn, ...given } } });
    expect(decide(world, "Set", READ, OTHER_QUEUE)).toBe("conditional");
    expect(whatIsSaid(world)[0]).toContain(`arn:aws:iam::${ELSEWHERE}:policy/gone`);
  });

  test("have no role in what is no account, which is said", () => {
    const world = set({}, "us-east-1", "$${account}");
    expect(world.roles.map(({ name }) => name)).toEqual([]);
    expect(whatIsSaid(world)[0]).toContain('its target_id "${account}" is no account\'s id');
  });

  test("may each have a policy whose set isn't known", () => {
    const world = set({
      aws_ssoadmin_permission_set_inline_policy: {
        i: { permission_set_arn: "${var.set}", inline_policy: policy(allow("sqs:*")) },
      },
    });
    expect(decide(world, "Set", READ, OTHER_QUEUE)).toBe("conditional");
  });

  test("don't pass their tags on to their roles", () => {
    const given = allow(READ, "*", {
      Condition: { StringEquals: { "aws:PrincipalTag/gatehouse:persona": "p" } },
    });
    const world = set({
      aws_ssoadmin_permission_set_inline_policy: {
        i: { permission_set_arn: arn, inline_policy: policy(given) },
      },
    });
    expect(decide(world, "Set", READ, OTHER_QUEUE)).toBe("conditional");
  });
});
