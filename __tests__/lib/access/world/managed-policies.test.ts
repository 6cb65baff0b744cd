import { findAwsManagedPolicy } from "../../../../lib/access/world/aws-managed-policies";
import { allow, decide, policy, PROVIDER, readFrom, role, whatIsSaid, worldIn } from "./make-world";
import type { ReadWorldOptions } from "../../../../lib/access/world/read-world";

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

function worldWith(arn: string, options?: ReadWorldOptions) {
  const stack = {
    provider: { aws: [PROVIDER] },
    resource: { aws_iam_role: { worker: role("worker", { managed_policy_arns: [arn] }) } },
  };
  const files = {
    "manifest.json": JSON.stringify({ stacks: { one: { synthesizedStackPath: "one.json" } } }),
    "one.json": JSON.stringify(stack),
  };
  return worldIn(readFrom(files, (folder) => ({ kind: "folder", folder }), options));
}

test("the text of a policy that AWS manages comes along", () => {
  const world = worldWith(READ_ONLY);
  expect(world.unmodelled).toEqual([]);
  expect(decide(world, "worker", "s3:GetObject", "arn:aws:s3:::things/x")).toBe("allowed");
  expect(decide(world, "worker", "s3:PutObject", "arn:aws:s3:::things/x")).toBe("implicitlyDenied");
});

test.each([
  READ_ONLY,
  "arn:aws:iam::aws:policy/AdministratorAccess",
  "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
  "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
])("%s is found", (arn) => {
  expect(findAwsManagedPolicy(arn)).toMatchObject({ Version: "2012-10-17" });
});

test.each([
  "arn:aws:iam::aws:policy/NoSuchPolicy",
  "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole",
  "arn:aws-cn:iam::aws:policy/ReadOnlyAccess",
  "arn:aws:iam::111122223333:policy/ReadOnlyAccess",
  'arn:aws:iam::aws:policy/x": ',
])("%s is nobody's guess", (arn) => {
  expect(findAwsManagedPolicy(arn)).toBeUndefined();
});

test("a policy that AWS manages and nobody knows leaves all open, and is listed", () => {
  const arn = "arn:aws:iam::aws:policy/NoSuchPolicy";
  const world = worldWith(arn);
  expect(decide(world, "worker", "s3:GetObject", "arn:aws:s3:::things/x")).toBe("conditional");
  expect(whatIsSaid(world)[0]).toContain(`AWS manages ${arn}`);
});

test.each([READ_ONLY, "ReadOnlyAccess"])("a text that is given for %s wins", (name) => {
  const document: unknown = JSON.parse(policy(allow("sqs:*")));
  const world = worldWith(READ_ONLY, { managedPolicies: new Map([[name, document]]) });
  expect(decide(world, "worker", "s3:GetObject", "arn:aws:s3:::things/x")).toBe("implicitlyDenied");
});
