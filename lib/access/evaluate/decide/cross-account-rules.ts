import type { EvaluationRequest } from "../request/evaluation-request";

/** Whether an action can reach a resource of another account at all; elsewhere "those permissions have no effect". */
export function reachesOtherAccounts({ service, action }: EvaluationRequest): boolean {
  if (service === "kms") return KMS.has(action.slice("kms:".length));
  return !CONFINED.has(action);
}

/** "Cross-account permission is effective only for the following operations." https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html */
const KMS: ReadonlySet<string> = new Set([
  "creategrant",
  "decrypt",
  "derivesharedsecret",
  "describekey",
  "encrypt",
  "generatedatakey",
  "generatedatakeypair",
  "generatedatakeypairwithoutplaintext",
  "generatedatakeywithoutplaintext",
  "generatemac",
  "getkeyrotationstatus",
  "getpublickey",
  "listgrants",
  "reencryptfrom",
  "reencryptto",
  "retiregrant",
  "revokegrant",
  "sign",
  "verify",
  "verifymac",
]);

const CONFINED: ReadonlySet<string> = new Set([
  // "Cross-account permissions don't apply to the following actions."
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
  "sqs:addpermission",
  "sqs:cancelmessagemovetask",
  "sqs:createqueue",
  "sqs:deletequeue",
  "sqs:listmessagemovetasks",
  "sqs:listqueues",
  "sqs:listqueuetags",
  "sqs:removepermission",
  "sqs:setqueueattributes",
  "sqs:startmessagemovetask",
  "sqs:tagqueue",
  "sqs:untagqueue",
  // "Must … belong to the bucket owner's account": https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
  "s3:deletebucketpolicy",
  "s3:getbucketpolicy",
  "s3:putbucketpolicy",
]);

/**
 * The owner's root user "can perform the GetBucketPolicy, PutBucketPolicy, and DeleteBucketPolicy API actions, even if
 * their bucket policy explicitly denies the root principal's access". Same page.
 */
export function survivesResourceDeny({ caller, action, sameAccount }: EvaluationRequest): boolean {
  return caller.kind === "root" && sameAccount && /^s3:(delete|get|put)bucketpolicy$/.test(action);
}
