import type { Arguments, StackJson, SynthesizedPlatform } from "./synth-platform";

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

export interface EmittedPolicy {
  readonly stack: string;
  /** `aws_iam_role.x` and the argument that holds the policy. */
  readonly address: string;
  readonly type: string;
  readonly argument: string;
  readonly text: string;
  readonly statements: readonly PolicyStatement[];
  /** The arguments of the resource that it stands in. */
  readonly resource: Arguments;
}

const POLICY_ARGUMENTS = ["assume_role_policy", "policy", "inline_policy"];

/** Every policy document of a platform, as AWS will read it. */
export function policiesOf(synthesized: SynthesizedPlatform): EmittedPolicy[] {
  return synthesized.stackNames.flatMap((name) => policiesIn(name, synthesized.stack(name)));
}

export function policiesIn(stackName: string, stack: StackJson): EmittedPolicy[] {
  return Object.entries(stack.resource).flatMap(([type, resources]) =>
    Object.entries(resources).flatMap(([id, resource]) =>
      POLICY_ARGUMENTS.flatMap((argument): EmittedPolicy[] => {
        const value = resource[argument];
        if (typeof value !== "string") return [];
        const text = value.replaceAll("$${", "${");
        const { Statement } = JSON.parse(text) as { Statement: PolicyStatement[] };
        return [
          {
            stack: stackName,
            address: `${type}.${id}`,
            type,
            argument,
            text,
            statements: Statement,
            resource,
          },
        ];
      }),
    ),
  );
}

export function resourcesOf(stack: StackJson, type: string): Arguments[] {
  return Object.values(stack.resource[type] ?? {});
}

/** The one resource of a type that has this name. */
export function getResource(stack: StackJson, type: string, name: string): Arguments {
  const found = resourcesOf(stack, type).filter(
    (resource) => resource["name"] === name || resource["bucket"] === name,
  );
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} of ${type} named ${name}`);
  return only;
}

export function asList(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

/** The values that a statement's condition holds for a key, under whatever operator. */
export function conditionValues(statement: PolicyStatement, key: string): readonly string[] {
  return Object.values(statement.Condition ?? {}).flatMap((keys) => asList(keys[key]));
}

export function trustOf(stack: StackJson, roleName: string): readonly PolicyStatement[] {
  const { assume_role_policy: policy } = getResource(stack, "aws_iam_role", roleName);
  return (JSON.parse(String(policy)) as { Statement: PolicyStatement[] }).Statement;
}
