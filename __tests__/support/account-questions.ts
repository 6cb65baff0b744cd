import type { AccountCapability } from "../../lib/config/schema/capabilities";
import type { IamRequest } from "./decide";
import { sessionIn } from "./question";

/** A request in an account, and the capability whose holder is to be allowed it; nobody where there is none. */
export interface AccountQuestion extends IamRequest {
  readonly account: string;
  readonly by?: AccountCapability;
}

type Asked = readonly [action: string, resource: string];

/** `{account}` and `{region}` are filled in; a resource without them is the same everywhere. */
const ASKED: Readonly<Record<AccountCapability | "nobody", readonly Asked[]>> = {
  inspect: [
    ["cloudformation:DescribeStacks", "arn:aws:cloudformation:{region}:{account}:stack/shop/1"],
    ["cloudformation:GetTemplate", "arn:aws:cloudformation:{region}:{account}:stack/shop/1"],
    ["cloudformation:ListStacks", "*"],
    ["ecs:DescribeServices", "arn:aws:ecs:{region}:{account}:service/shop/storefront"],
    ["ecs:ListClusters", "*"],
    ["logs:DescribeLogGroups", "*"],
    ["logs:FilterLogEvents", "arn:aws:logs:{region}:{account}:log-group:/aws/lambda/shop:*"],
    ["logs:StartQuery", "arn:aws:logs:{region}:{account}:log-group:/aws/lambda/shop:*"],
  ],
  operate: [
    ["ecs:StopTask", "arn:aws:ecs:{region}:{account}:task/shop/abc"],
    ["ecs:UpdateService", "arn:aws:ecs:{region}:{account}:service/shop/storefront"],
    ["lambda:InvokeFunction", "arn:aws:lambda:{region}:{account}:function:shop"],
  ],
  audit: [
    ["cloudtrail:GetTrailStatus", "arn:aws:cloudtrail:{region}:{account}:trail/all"],
    ["cloudtrail:LookupEvents", "*"],
    ["codebuild:BatchGetProjects", "arn:aws:codebuild:{region}:{account}:project/shop"],
    ["iam:GenerateServiceLastAccessedDetails", "arn:aws:iam::{account}:role/gatehouse-shop-deploy"],
    ["iam:GetServiceLastAccessedDetailsWithEntities", "*"],
    ["iam:GetPolicyVersion", "arn:aws:iam::{account}:policy/gatehouse-boundary"],
    ["iam:GetRole", "arn:aws:iam::{account}:role/gatehouse-shop-deploy"],
    ["iam:ListRoles", "*"],
    ["kms:GetKeyPolicy", "arn:aws:kms:{region}:{account}:key/1"],
    ["s3:GetBucketPolicy", "arn:aws:s3:::anything"],
    ["sns:GetTopicAttributes", "arn:aws:sns:{region}:{account}:topic"],
  ],
  nobody: [
    ["cloudformation:UpdateStack", "arn:aws:cloudformation:{region}:{account}:stack/shop/1"],
    ["cloudtrail:StopLogging", "arn:aws:cloudtrail:{region}:{account}:trail/all"],
    ["dynamodb:GetItem", "arn:aws:dynamodb:{region}:{account}:table/shop"],
    ["ecs:ExecuteCommand", "arn:aws:ecs:{region}:{account}:task/shop/abc"],
    ["iam:CreateUser", "arn:aws:iam::{account}:user/me"],
    ["iam:PassRole", "arn:aws:iam::{account}:role/gatehouse-shop-execution"],
    ["iam:PutRolePolicy", "arn:aws:iam::{account}:role/gatehouse-shop-deploy"],
    ["kms:Decrypt", "arn:aws:kms:{region}:{account}:key/1"],
    ["lambda:UpdateFunctionCode", "arn:aws:lambda:{region}:{account}:function:shop"],
    ["s3:GetObject", "arn:aws:s3:::anything/at-all"],
    ["s3:PutBucketPolicy", "arn:aws:s3:::anything"],
    ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:{region}:{account}:secret:shop"],
    ["sqs:ReceiveMessage", "arn:aws:sqs:{region}:{account}:shop"],
    ["ssm:StartSession", "arn:aws:ec2:{region}:{account}:instance/i-1"],
    ["sts:AssumeRole", "arn:aws:iam::{account}:role/gatehouse-shop-deploy"],
  ],
};

/** What is asked in an account by somebody who signed in to it, with the region as the request names it. */
export function accountQuestions(account: string, region: string): AccountQuestion[] {
  return Object.entries(ASKED).flatMap(([by, asked]) =>
    asked.map(([action, resource]) => ({
      account,
      action,
      resource: resource.replace("{account}", account).replace("{region}", region),
      context: sessionIn(account, region),
      ...(by === "nobody" ? {} : { by: by as AccountCapability }),
    })),
  );
}
