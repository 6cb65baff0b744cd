/** What an ARN is made of; `attribute` is the resolved value of one of the block's arguments. */
export interface ArnParts {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** A stable stand-in for an id that AWS will invent. */
  readonly symbol: string;
  /** @returns undefined where it isn't set or isn't known */
  readonly attribute: (name: string) => string | undefined;
}

type ArnMaker = (parts: ArnParts) => string | undefined;

/** The ARN of a resource, as far as AWS makes it of what the configuration says. */
export function arnOf(type: string, parts: ArnParts): string | undefined {
  return MAKERS.get(type)?.(parts);
}

/** Regional, named by one argument: `arn:P:service:R:A:before + name`. */
function regional(service: string, before: string, argument = "name"): ArnMaker {
  return ({ partition, region, accountId, attribute }) => {
    const name = attribute(argument);
    if (name === undefined || region === "") return undefined;
    return `arn:${partition}:${service}:${region}:${accountId}:${before}${name}`;
  };
}

/** Regional, with an id of AWS's making. */
function invented(service: string, before: string): ArnMaker {
  return ({ partition, region, accountId, symbol }) =>
    region === ""
      ? undefined
      : `arn:${partition}:${service}:${region}:${accountId}:${before}${symbol}`;
}

function iam(before: string): ArnMaker {
  return ({ partition, accountId, attribute }) => {
    const name = attribute("name");
    const path = attribute("path") ?? "/";
    return name && `arn:${partition}:iam::${accountId}:${before}${path}${name}`;
  };
}

const MAKERS: ReadonlyMap<string, ArnMaker> = new Map<string, ArnMaker>([
  ["aws_iam_role", iam("role")],
  ["aws_iam_policy", iam("policy")],
  ["aws_iam_group", iam("group")],
  ["aws_iam_user", iam("user")],
  ["aws_iam_instance_profile", iam("instance-profile")],
  [
    "aws_iam_openid_connect_provider",
    ({ partition, accountId, attribute }) => {
      const url = attribute("url");
      return url && `arn:${partition}:iam::${accountId}:oidc-provider/${withoutScheme(url)}`;
    },
  ],
  [
    "aws_iam_saml_provider",
    ({ partition, accountId, attribute }) => {
      const name = attribute("name");
      return name && `arn:${partition}:iam::${accountId}:saml-provider/${name}`;
    },
  ],
  [
    "aws_s3_bucket",
    ({ partition, attribute }) => {
      const bucket = attribute("bucket");
      return bucket && `arn:${partition}:s3:::${bucket}`;
    },
  ],
  ["aws_kms_key", invented("kms", "key/")],
  ["aws_kms_external_key", invented("kms", "key/")],
  ["aws_kms_replica_key", invented("kms", "key/")],
  ["aws_kms_alias", regional("kms", "")],
  ["aws_sns_topic", regional("sns", "")],
  ["aws_sqs_queue", regional("sqs", "")],
  ["aws_ecr_repository", regional("ecr", "repository/")],
  ["aws_lambda_function", regional("lambda", "function:", "function_name")],
  [
    "aws_secretsmanager_secret",
    (parts) => {
      // "Secrets Manager adds six random characters to the secret's name". https://docs.aws.amazon.com/secretsmanager/latest/userguide/getting-started.html
      const arn = regional("secretsmanager", "secret:")(parts);
      return arn && `${arn}-000000`;
    },
  ],
  ["aws_cloudwatch_log_group", regional("logs", "log-group:")],
  ["aws_codebuild_project", regional("codebuild", "project/")],
  ["aws_codepipeline", regional("codepipeline", "")],
  ["aws_codestarconnections_connection", invented("codestar-connections", "connection/")],
  ["aws_codeconnections_connection", invented("codeconnections", "connection/")],
  ["aws_codecommit_repository", regional("codecommit", "", "repository_name")],
  ["aws_cloudwatch_event_bus", regional("events", "event-bus/")],
  [
    "aws_cloudwatch_event_rule",
    (parts) => {
      const bus = parts.attribute("event_bus_name") ?? "default";
      return regional("events", bus === "default" ? "rule/" : `rule/${bus}/`)(parts);
    },
  ],
  ["aws_cloudwatch_metric_alarm", regional("cloudwatch", "alarm:", "alarm_name")],
  ["aws_cloudtrail", regional("cloudtrail", "trail/")],
  ["aws_dynamodb_table", regional("dynamodb", "table/")],
  ["aws_sfn_state_machine", regional("states", "stateMachine:")],
  ["aws_ecs_cluster", regional("ecs", "cluster/")],
  [
    "aws_ssm_parameter",
    (parts) => {
      const slash = parts.attribute("name")?.startsWith("/") === true ? "" : "/";
      return regional("ssm", `parameter${slash}`)(parts);
    },
  ],
  [
    "aws_ssoadmin_permission_set",
    ({ partition, symbol }) =>
      `arn:${partition}:sso:::permissionSet/ssoins-0000000000000000/ps-${symbol}`,
  ],
]);

function withoutScheme(url: string): string {
  return url.replace(/^https:\/\//, "");
}
