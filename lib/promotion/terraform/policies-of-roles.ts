import { z } from "zod";

/** A resource as Terraform's state has it. */
export const knownResource = z.object({
  type: z.string(),
  values: z.record(z.string(), z.unknown()).default({}),
});
type KnownResource = z.infer<typeof knownResource>;

const ROLE = z.looseObject({
  name: z.string(),
  inline_policy: z.array(z.looseObject({ name: z.string() })).nullish(),
  managed_policy_arns: z.array(z.string()).nullish(),
});

interface Change {
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What a role was before, with the policies that resources of their own put on it meanwhile. The provider reads them
 * with the role, so that a role made before them looks changed from outside; one that somebody put on it still does.
 * What such a policy says is compared where it is a resource.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
 */
export function withPoliciesOfItsOwn(
  type: string,
  { before, after }: Change,
  known: readonly KnownResource[],
): unknown {
  if (type !== "aws_iam_role") return before;
  const [was, is] = [ROLE.safeParse(before), ROLE.safeParse(after)];
  if (!was.success || !is.success) return before;
  const { name, inline_policy, managed_policy_arns } = is.data;
  const own = (resource: string, attribute: string): unknown[] =>
    known
      .filter((each) => each.type === resource && each.values["role"] === name)
      .map(({ values }) => values[attribute]);
  const inline = (inline_policy ?? []).map((policy) => policy.name);
  return {
    ...was.data,
    ...(isSame(inline, own("aws_iam_role_policy", "name")) ? { inline_policy } : {}),
    ...(isSame(managed_policy_arns ?? [], own("aws_iam_role_policy_attachment", "policy_arn"))
      ? { managed_policy_arns }
      : {}),
  };
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return [...some].sort().join("\n") === [...others].sort().join("\n");
}
