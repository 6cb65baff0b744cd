import type { Platform } from "../../lib/model/platform";
import { CREDENTIALS } from "./emulator/seed-of";
import type { Lab } from "./lab";

const VARIABLES = [
  ["AWS_ACCESS_KEY_ID", "AccessKeyId"],
  ["AWS_SECRET_ACCESS_KEY", "SecretAccessKey"],
  ["AWS_SESSION_TOKEN", "SessionToken"],
] as const;

/** In JMESPath, which the CLI's --query is. */
function asVariable([variable, field]: readonly [string, string]): string {
  return `join('=',['${variable}',${field}])`;
}

/** What to type in another terminal. */
export function lookAround({ endpoint, folder }: Lab, { tooling, pipelines }: Platform): string {
  const [pipeline] = pipelines;
  const aws = `aws --endpoint-url ${endpoint} --region ${tooling.homeRegion}`;
  return [
    "Look around, in another terminal:",
    "",
    `  export AWS_ACCESS_KEY_ID=${CREDENTIALS.accessKeyId} AWS_SECRET_ACCESS_KEY=${CREDENTIALS.secretAccessKey}`,
    `  ${aws} organizations list-accounts`,
    "",
    "These are credentials of the management account. Into the tooling account, by its role:",
    "",
    `  export $(${aws} sts assume-role --role-session-name me \\`,
    `    --role-arn arn:aws:iam::${tooling.accountId}:role/OrganizationAccountAccessRole --output text \\`,
    `    --query "Credentials.[${VARIABLES.map(asVariable).join(",")}]")`,
    ...(pipeline === undefined
      ? []
      : [
          `  ${aws} codepipeline start-pipeline-execution --name ${pipeline.name}`,
          `  ${aws} codepipeline get-pipeline-state --name ${pipeline.name}`,
        ]),
    "",
    `The stacks' folders, states among them, are in ${folder}/stacks.`,
    "Ctrl-C stops the emulator and removes them.",
  ].join("\n");
}
