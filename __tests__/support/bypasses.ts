import {
  type Asked,
  PASS,
  SHOP_PROD,
  TOOLING,
  type Ways,
  passedTo,
  role,
  topic,
} from "./bypass-requests";
import { IN_TARGET, OPERATING } from "./bypasses-in-targets";
import { ON_PIPELINES } from "./bypasses-on-pipelines";
import type { IamRequest } from "./decide";
import { sessionIn } from "./question";

const key = (id: string) => `arn:aws:kms:eu-west-1:${TOOLING}:${id}`;
const connection = (service: string) => `arn:aws:${service}:eu-west-1:${TOOLING}:connection/1`;
const BUCKET = `arn:aws:s3:::gatehouse-storefront-${TOOLING}-euw1`;
const OBJECT = `${BUCKET}/storefront/build/abc`;
const ACCESS_POINT = `arn:aws:s3:eu-west-1:${TOOLING}:accesspoint/mine`;
const ACCESS_GRANTS = `arn:aws:s3:eu-west-1:${TOOLING}:access-grants/default`;
const WIDE_ACCESS_POINT = `arn:aws:s3::${TOOLING}:accesspoint/mine.mrap`;
const REPOSITORY = `arn:aws:ecr:eu-west-1:${TOOLING}:repository/storefront`;
const BUILD_LOG = `arn:aws:logs:eu-west-1:${TOOLING}:log-group:/aws/codebuild/gatehouse-storefront-build`;
const [CONNECTIONS, OLD_CONNECTIONS] = ["codeconnections", "codestar-connections"] as const;
const PROJECT = `arn:aws:codebuild:eu-west-1:${TOOLING}:project/gatehouse-storefront-build`;
const TRAIL = `arn:aws:cloudtrail:eu-west-1:${TOOLING}:trail/all`;
const STOREFRONT_ROLE = role(TOOLING, "gatehouse-storefront-pipeline");
const LAKE_ROLE = role(TOOLING, "gatehouse-data-lake-pipeline");
const BUILD_ROLE = role(TOOLING, "gatehouse-storefront-build-project");

/** Ways that lead through other services, under the deny that everybody has against them. In the tooling account. */
const IN_TOOLING: Ways = {
  NoOwnBuilds: {
    "start a build": ["codebuild:StartBuild", PROJECT],
    "retry a build": ["codebuild:RetryBuild", PROJECT],
    "change a project": ["codebuild:UpdateProject", PROJECT],
    "let a push start builds": ["codebuild:CreateWebhook", PROJECT],
  },
  NoOtherRights: {
    "pass a pipeline's role": [PASS, STOREFRONT_ROLE, passedTo("codepipeline", "storefront")],
    "pass it for a new pipeline": [PASS, STOREFRONT_ROLE, passedTo("codepipeline", "mine")],
    "pass it to Lambda": [PASS, STOREFRONT_ROLE, passedTo("lambda")],
    "pass it to EventBridge": [PASS, STOREFRONT_ROLE, passedTo("events")],
    "pass another pipeline's": [PASS, LAKE_ROLE, passedTo("codepipeline", "storefront")],
    "pass a build's role": [PASS, BUILD_ROLE, passedTo("codebuild")],
    "pass a build's role to CodePipeline": [PASS, BUILD_ROLE, passedTo("codepipeline")],
    "pass a role of others": [PASS, role(TOOLING, "admin"), passedTo("lambda")],
    "create a role": ["iam:CreateRole", role(TOOLING, "mine")],
    "give a role of others more": ["iam:AttachRolePolicy", role(TOOLING, "admin")],
    "change a role's policy": ["iam:PutRolePolicy", STOREFRONT_ROLE],
    "change whom a role trusts": ["iam:UpdateAssumeRolePolicy", STOREFRONT_ROLE],
    "take a role's boundary off": ["iam:DeleteRolePermissionsBoundary", STOREFRONT_ROLE],
  },
  "NoOtherAccounts NoOtherRights": {
    "become the pipeline": ["sts:AssumeRole", STOREFRONT_ROLE],
    "become an action": ["sts:AssumeRole", role(TOOLING, "gatehouse-storefront-source")],
    "become a build": ["sts:AssumeRole", BUILD_ROLE],
  },
  "NoOtherRights NoUsersOrKeys": {
    "create a user in tooling": ["iam:CreateUser", `arn:aws:iam::${TOOLING}:user/me`],
  },
  NoArtifactWrites: {
    "put an artifact": ["s3:PutObject", OBJECT],
    "delete an artifact": ["s3:DeleteObject", OBJECT],
    "open the bucket": ["s3:PutBucketPolicy", BUCKET],
    "put an artifact through an access point": ["s3:PutObject", `${ACCESS_POINT}/object/abc`],
    "make an access point": ["s3:CreateAccessPoint", ACCESS_POINT],
    "make one of several regions": ["s3:CreateMultiRegionAccessPoint", WIDE_ACCESS_POINT],
    "lead its requests elsewhere": ["s3:SubmitMultiRegionAccessPointRoutes", WIDE_ACCESS_POINT],
    "let others through it": ["s3:PutMultiRegionAccessPointPolicy", WIDE_ACCESS_POINT],
    "begin to grant access": ["s3:CreateAccessGrantsInstance", ACCESS_GRANTS],
    "grant access to a bucket": ["s3:CreateAccessGrantsLocation", `${ACCESS_GRANTS}/location/1`],
    "grant oneself access": ["s3:CreateAccessGrant", `${ACCESS_GRANTS}/grant/1`],
    "overwrite an image": ["ecr:PutImage", REPOSITORY],
    "let another account write images": ["ecr:SetRepositoryPolicy", REPOSITORY],
  },
  NoOtherArtifacts: {
    "read an artifact": ["s3:GetObject", OBJECT],
    "read an artifact's version": ["s3:GetObjectVersion", OBJECT],
    "read an artifact through an access point": ["s3:GetObject", `${ACCESS_POINT}/object/abc`],
    "read through one of several regions": ["s3:GetObject", `${WIDE_ACCESS_POINT}/object/abc`],
    "have access by a grant": ["s3:GetDataAccess", ACCESS_GRANTS],
  },
  NoKeyChanges: {
    "change the key's policy": ["kms:PutKeyPolicy", key("key/1")],
    "delete the key": ["kms:ScheduleKeyDeletion", key("key/1")],
    "grant the key": ["kms:CreateGrant", key("key/1")],
    "point the alias elsewhere": ["kms:UpdateAlias", key("alias/gatehouse-artifacts")],
  },
  NoConnections: {
    "commit through the connection": [`${CONNECTIONS}:UseConnection`, connection(CONNECTIONS)],
    "commit by its old name": [`${OLD_CONNECTIONS}:UseConnection`, connection(OLD_CONNECTIONS)],
    "pass the connection": [`${CONNECTIONS}:PassConnection`, connection(CONNECTIONS)],
    "delete the connection": [`${CONNECTIONS}:DeleteConnection`, connection(CONNECTIONS)],
  },
  NoSilence: {
    "stop the trail": ["cloudtrail:StopLogging", TRAIL],
    "delete the trail": ["cloudtrail:DeleteTrail", TRAIL],
    "blind the trail": ["cloudtrail:PutEventSelectors", TRAIL],
    "redirect the trail": ["cloudtrail:UpdateTrail", TRAIL],
  },
  NoForgery: {
    "write what a build says": ["logs:PutLogEvents", `${BUILD_LOG}:log-stream:abc`],
    "delete what a build said": ["logs:DeleteLogGroup", BUILD_LOG],
    "write to the approvers": ["sns:Publish", topic(TOOLING, "gatehouse-storefront-prod-approve")],
    "keep mail from the approvers": [
      "sns:Unsubscribe",
      topic(TOOLING, "gatehouse-storefront-prod-approve"),
    ],
  },
};

export interface Bypass {
  readonly name: string;
  readonly request: IamRequest;
  /** The denies that everybody has against it, joined by spaces; none where it is CodePipeline's own. */
  readonly by?: string;
}

/** Every known way round an approval. */
export const BYPASSES: readonly Bypass[] = [
  ...bypasses(ON_PIPELINES, TOOLING),
  ...Object.entries(IN_TOOLING).flatMap(([by, asked]) => bypasses(asked, TOOLING, by)),
  ...bypasses(OPERATING, SHOP_PROD, ""),
  ...Object.entries(IN_TARGET).flatMap(([by, asked]) => bypasses(asked, SHOP_PROD, by)),
];

function bypasses(asked: Readonly<Record<string, Asked>>, account: string, by?: string): Bypass[] {
  return Object.entries(asked).map(([name, [action, resource, context]]) => ({
    name,
    request: { action, resource, context: { ...sessionIn(account), ...context } },
    by,
  }));
}
