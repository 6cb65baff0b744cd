import { mutateResources } from "./mutate-resources";
import { mutateStatement, type RawStatement } from "./mutate-statement";
import {
  type Mutation,
  type Output,
  resourcesOf,
  stackKind,
  type StackJson,
  withResource,
} from "./output";

/** Attributes that hold a policy, by resource type. */
const POLICIES: Readonly<Record<string, string>> = {
  aws_iam_role: "assume_role_policy",
  aws_iam_role_policy: "policy",
  aws_iam_policy: "policy",
  aws_iam_group_policy: "policy",
  aws_kms_key: "policy",
  aws_s3_bucket_policy: "policy",
  aws_sns_topic_policy: "policy",
  aws_ssoadmin_permission_set_inline_policy: "inline_policy",
};

/** Every slip in every policy and in what ties policies to roles, one of each kind, in a fixed order. */
export function mutateOutput(output: Output): Mutation[] {
  const all = [...output].flatMap(([file, stack]) => [
    ...mutatePolicies(file, stack),
    ...mutateResources(file, stack),
  ]);
  const byKind = new Map<string, Mutation>();
  for (const mutation of all) if (!byKind.has(mutation.kind)) byKind.set(mutation.kind, mutation);
  return [...byKind.values()];
}

function mutatePolicies(file: string, stack: StackJson): Mutation[] {
  return resourcesOf(stack).flatMap(([type, name, attributes]) => {
    const attribute = POLICIES[type];
    if (attribute === undefined || attributes[attribute] === undefined) return [];
    const document = parsePolicy(attributes[attribute]);
    const signature = document.Statement.map(({ Sid }) => String(Sid)).join("+");
    const at = `${file} ${type}.${name}`;
    const replaceWith = (statements: readonly RawStatement[]) => (before: Output) =>
      withResource(
        before,
        { file, type, name },
        {
          ...attributes,
          [attribute]: renderPolicy({ ...document, Statement: statements }),
        },
      );
    const changed = document.Statement.flatMap((statement, index) =>
      mutateStatement(statement).map(({ kind, statement: mutated }): Mutation => {
        const statements = document.Statement.flatMap((each, position): RawStatement[] => {
          if (position !== index) return [each];
          return mutated === undefined ? [] : [mutated];
        });
        return {
          id: `${at} ${String(statement["Sid"])}: ${kind}`,
          kind: [stackKind(file), type, signature, statement["Sid"], kind].join(" | "),
          apply: replaceWith(statements),
        };
      }),
    );
    const principal = type in RESOURCE_POLICIES ? { Principal: "*" } : {};
    const resource = type === "aws_iam_role" ? {} : { Resource: "*" };
    const all = { Effect: "Allow", Action: "*", ...principal, ...resource };
    return [
      ...changed,
      {
        id: `${at}: allow everything besides`,
        kind: [stackKind(file), type, signature, "allow everything besides"].join(" | "),
        apply: replaceWith([...document.Statement, all]),
      },
    ];
  });
}

const RESOURCE_POLICIES = {
  aws_iam_role: true,
  aws_kms_key: true,
  aws_s3_bucket_policy: true,
  aws_sns_topic_policy: true,
};

interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly RawStatement[];
}

/** Terraform's references and escapes are text like any other here. */
function parsePolicy(text: unknown): PolicyDocument {
  return JSON.parse(text as string) as PolicyDocument;
}

function renderPolicy(document: PolicyDocument): string {
  return JSON.stringify(document);
}
