import {
  type Attributes,
  type Mutation,
  type Output,
  resourcesOf,
  stackKind,
  type StackJson,
  withResource,
} from "./output";

type Change = (attributes: Attributes) => Attributes | undefined;

/** Slips outside the policies' text: what ties them to roles, people and resources. */
const CHANGES: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  aws_iam_role: {
    "no boundary": ({ permissions_boundary }) =>
      permissions_boundary === undefined ? undefined : { permissions_boundary: undefined },
    "AdministratorAccess attached": () => ({
      managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    }),
  },
  aws_ssoadmin_account_assignment: {
    "assigned in another account": ({ target_id }) => ({
      target_id: target_id === "400000000003" ? "400000000001" : "400000000003",
    }),
    "assigned to a user": () => ({ principal_type: "USER", principal_id: "someone" }),
  },
  aws_codepipeline: {
    "no approvals": ({ stage }) => ({ stage: withoutApprovals(stage as readonly Stage[]) }),
    "action without its own role": ({ stage }) => ({
      stage: withoutRoles(stage as readonly Stage[]),
    }),
  },
};

/** Resources without which something stands open. */
const NEEDED = [
  "aws_s3_bucket_policy",
  "aws_sns_topic_policy",
  "aws_s3_bucket_public_access_block",
  "aws_ssoadmin_permissions_boundary_attachment",
  "aws_ssoadmin_permission_set_inline_policy",
  "aws_iam_role_policy",
  "aws_ssoadmin_account_assignment",
];

export function mutateResources(file: string, stack: StackJson): Mutation[] {
  return resourcesOf(stack).flatMap(([type, name, attributes]) => {
    const at = `${file} ${type}.${name}`;
    const bare = name.replace(/_[0-9A-F]{8}$/, "").replace(/^.*(?=_)/, "");
    const kindOf = (what: string) => [stackKind(file), type, bare, what].join(" | ");
    const changed = Object.entries(CHANGES[type] ?? {}).flatMap(([what, change]): Mutation[] => {
      if (change(attributes) === undefined) return [];
      const apply = (output: Output) =>
        withResource(
          output,
          { file, type, name },
          {
            ...attributes,
            ...change(attributes),
          },
        );
      return [{ id: `${at}: ${what}`, kind: kindOf(what), apply }];
    });
    if (!NEEDED.includes(type)) return changed;
    const apply = (output: Output) => withResource(output, { file, type, name }, undefined);
    return [...changed, { id: `${at}: left out`, kind: kindOf("left out"), apply }];
  });
}

interface Stage {
  readonly name: string;
  readonly action: readonly Readonly<Record<string, unknown>>[];
}

function withoutApprovals(stages: readonly Stage[]): readonly Stage[] {
  return stages.map((stage) => ({
    ...stage,
    action: stage.action.filter(({ category }) => category !== "Approval"),
  }));
}

function withoutRoles(stages: readonly Stage[]): readonly Stage[] {
  return stages.map((stage) => ({
    ...stage,
    action: stage.action.map(({ role_arn: _, ...action }) => action),
  }));
}
