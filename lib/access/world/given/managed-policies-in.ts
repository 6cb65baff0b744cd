import { isRecord, listIn, recordIn, stringIn } from "../terraform/json-value";
import { faultIn, unwrapPolicy } from "./unwrap-policy";

export type ManagedPoliciesReading =
  | { readonly kind: "policies"; readonly policies: ReadonlyMap<string, unknown> }
  | { readonly kind: "none"; readonly why: string };

/**
 * The managed policies of a file, by ARN or name: one of them, which the file is named after; a map of several; or what
 * `aws iam get-account-authorization-details` prints, which has all of an account.
 * https://docs.aws.amazon.com/cli/latest/reference/iam/get-account-authorization-details.html
 *
 * @param name of the file, without folder and ending
 */
export function managedPoliciesIn(content: unknown, name: string): ManagedPoliciesReading {
  const entries = entriesIn(content, name);
  if (typeof entries === "string") return { kind: "none", why: entries };
  const policies = new Map<string, unknown>();
  for (const [key, wrapped] of entries) {
    const where = entries.length === 1 && key === name ? "" : `${key}: `;
    if (!NAME_OR_ARN.test(key))
      return { kind: "none", why: `${JSON.stringify(key)} is neither a policy's name nor its ARN` };
    const unwrapped = unwrapPolicy(wrapped);
    if (unwrapped.kind === "none") return { kind: "none", why: `${where}${unwrapped.why}` };
    const fault = faultIn(unwrapped.document, "identity");
    if (fault !== undefined)
      return { kind: "none", why: `${where}AWS takes no such policy: ${fault}` };
    policies.set(key, unwrapped.document);
  }
  return { kind: "policies", policies };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
const NAME_OR_ARN = /^(arn:[\w-]+:iam::(\d{12}|aws):policy\/([!-~]+\/)?)?[\w+=,.@-]{1,128}$/;

type Entry = readonly [key: string, wrapped: unknown];

/** Or why there are none. */
function entriesIn(content: unknown, name: string): readonly Entry[] | string {
  if (!isRecord(content)) return "it is no JSON object";
  if (Array.isArray(content["Policies"])) return ofAccount(content["Policies"]);
  if (["Statement", "Policy", "PolicyVersion"].some((key) => key in content))
    return [[name, content]];
  const entries = Object.entries(content);
  return entries.length === 0 ? "there is no policy in it" : entries;
}

/** The version in force; older ones are kept beside it. */
function ofAccount(listed: readonly unknown[]): readonly Entry[] | string {
  const entries: Entry[] = [];
  for (const policy of listed) {
    const { Arn: arn, DefaultVersionId: version, PolicyVersionList: versions } = recordIn(policy);
    const found = listIn(versions)
      .map(recordIn)
      .find(
        ({ VersionId, IsDefaultVersion }) => VersionId === version || IsDefaultVersion === true,
      );
    const key = stringIn(arn);
    if (key === undefined || found === undefined)
      return "its Policies lack their Arn or the document of their default version, which `aws iam get-account-authorization-details` prints, and `aws iam list-policies` doesn't";
    entries.push([key, { PolicyVersion: found }]);
  }
  return entries.length === 0 ? "there is no policy in it" : entries;
}
