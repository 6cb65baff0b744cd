import { type RawStatement, type Slip, withCondition } from "./checked-platform";

/** Slips in what the tooling account's bootstrap stack makes: in whom its roles trust, in what they may do, in their boundary. */
export const trust = (
  sid: string,
  change: Slip["change"],
  role = "pipeline-storefront-apply",
): Slip => ({
  stack: "bootstrap-tooling",
  address: `aws_iam_role.${role}`,
  sid,
  change,
});
export const policy = (
  sid: string,
  change: Slip["change"],
  role = "pipeline-storefront-apply",
): Slip => ({
  stack: "bootstrap-tooling",
  address: `aws_iam_role_policy.${role}`,
  sid,
  change,
});
export const boundary = (sid: string, change: Slip["change"]): Slip => ({
  stack: "bootstrap-tooling",
  address: "aws_iam_policy.boundary",
  sid,
  change,
});
export const nothing = () => undefined;
export const without = (operator: string, key: string) => (was: RawStatement) =>
  withCondition(was, operator, key, undefined);
export const valued = (operator: string, key: string, value: unknown) => (was: RawStatement) =>
  withCondition(was, operator, key, value);
export const more =
  (element: "Action" | "Resource", ...values: readonly string[]) =>
  (was: RawStatement) => ({
    ...was,
    [element]: [was[element] ?? []].flat().concat(values),
  });
