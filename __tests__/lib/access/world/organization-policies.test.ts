import { FULL_AWS_ACCESS } from "../../../../lib/access/world/given/organization";
import { ACCOUNT, allow, decide, policy, REGION, role, whatIsSaid, worldOf } from "./make-world";

test("service control policies of Terraform limit the accounts they are attached to", () => {
  const world = worldOf({
    one: {
      resource: {
        aws_iam_role: { worker: role("worker") },
        aws_iam_role_policy: { p: { role: "worker", policy: policy(allow("*")) } },
        aws_organizations_policy: {
          scp: {
            name: "no-sqs",
            content: policy({ Effect: "Deny", Action: "sqs:*", Resource: "*" }),
          },
        },
        aws_organizations_policy_attachment: {
          here: { policy_id: "${aws_organizations_policy.scp.id}", target_id: ACCOUNT },
          unit: { policy_id: "${aws_organizations_policy.scp.id}", target_id: "ou-1" },
        },
      },
    },
  });
  const queue = `arn:aws:sqs:${REGION}:${ACCOUNT}:q`;
  expect(decide(world, "worker", "sqs:SendMessage", queue)).toBe("explicitlyDenied");
  expect(decide(world, "worker", "sns:Publish", queue.replace("sqs", "sns"))).toBe("allowed");
  expect(whatIsSaid(world)).toEqual([expect.stringContaining("attached to ou-1") as string]);
});

test("organisation policies that are given count alone", () => {
  const world = worldOf(
    {
      one: {
        resource: {
          aws_iam_role: { worker: role("worker") },
          aws_iam_role_policy: { p: { role: "worker", policy: policy(allow("*")) } },
        },
      },
    },
    {
      organizationPolicies: new Map([
        [
          ACCOUNT,
          {
            scps: [
              [FULL_AWS_ACCESS],
              [{ name: "few", document: { Version: "2012-10-17", Statement: allow("sns:*") } }],
            ],
          },
        ],
      ]),
    },
  );
  const queue = `arn:aws:sqs:${REGION}:${ACCOUNT}:q`;
  expect(decide(world, "worker", "sqs:SendMessage", queue)).toBe("implicitlyDenied");
  expect(decide(world, "worker", "sns:Publish", queue.replace("sqs", "sns"))).toBe("allowed");
});
