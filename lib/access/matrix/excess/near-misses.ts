import type { CapabilityRequest } from "../../capabilities/capability";

type Context = CapabilityRequest["context"];

/** What a request says of itself where a capability allows it, and what it must not say. */
export interface RequestForms {
  readonly right: Context;
  readonly wrong: readonly Context[];
}

export interface FormGround {
  readonly region: string;
  readonly dnsSuffix: string;
  /** The repositories that the subject may reach through this connection, and those that it may not. */
  readonly repositories: { readonly meant: readonly string[]; readonly others: readonly string[] };
}

/**
 * An action that means different things by what the request says: passing a role hands it to a service, and a key is
 * used through one. The right form must be explained; a wrong one must be denied.
 */
export function requestForms(action: string, ground: FormGround): RequestForms | undefined {
  const name = action.toLowerCase();
  const [prefix = "", verb = ""] = name.split(":");
  if (name === "iam:passrole")
    return byKey("iam:PassedToService", "codepipeline.amazonaws.com", OTHER_SERVICES);
  if (verb === "passconnection")
    return byKey(`${prefix}:PassedToService`, "codepipeline.amazonaws.com", OTHER_SERVICES);
  if (verb === "useconnection") {
    const { meant, others } = ground.repositories;
    const key = `${prefix}:FullRepositoryId`;
    return byKey(key, meant[0] ?? "made-up/made-up", [null, "made-up/made-up", ...others]);
  }
  if (name === "kms:decrypt") {
    const through = (service: string) => `${service}.${ground.region}.${ground.dnsSuffix}`;
    return byKey("kms:ViaService", through("s3"), [null, through("dynamodb")]);
  }
  if (name === "ecs:updateservice") return { right: AS_IT_IS, wrong: OTHERWISE };
  return undefined;
}

function byKey(key: string, right: string, wrong: readonly (string | null)[]): RequestForms {
  return {
    right: { [key]: right },
    wrong: wrong.filter((value) => value !== right).map((value) => ({ [key]: value })),
  };
}

/** That run code, or act, as the role they are given. */
const OTHER_SERVICES = [
  null,
  "cloudformation.amazonaws.com",
  "codebuild.amazonaws.com",
  "ec2.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "lambda.amazonaws.com",
] as const;

const AS_IT_IS = { "ecs:task-definition": null, "ecs:enable-execute-command": null };
/** Other code, or a way in. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
const OTHERWISE = [
  { ...AS_IT_IS, "ecs:task-definition": "made-up:1" },
  { ...AS_IT_IS, "ecs:enable-execute-command": "true" },
];
