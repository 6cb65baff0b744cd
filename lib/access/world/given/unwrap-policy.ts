import { compilePolicy } from "../../evaluate/policy/compile-policy";
import type { PolicyKind } from "../../evaluate/policy/read-policy";
import { isRecord, recordIn, stringIn } from "../terraform/json-value";

/** A policy document, with what was written around it. */
export interface UnwrappedPolicy {
  readonly kind: "policy";
  readonly document: unknown;
  readonly name?: string;
  /** Such as `SERVICE_CONTROL_POLICY`; only Organizations tells. */
  readonly type?: string;
}

export interface NoPolicy {
  readonly kind: "none";
  readonly why: string;
}

/**
 * A document as it is, or within what the AWS CLI prints of it: `aws organizations describe-policy`, whose content is
 * text, and `aws iam get-policy-version`, which writes it out; others have it URL-encoded.
 * https://docs.aws.amazon.com/cli/latest/reference/organizations/describe-policy.html
 * https://docs.aws.amazon.com/cli/latest/reference/iam/get-policy-version.html
 */
export function unwrapPolicy(content: unknown): UnwrappedPolicy | NoPolicy {
  if (!isRecord(content)) return none("it is no JSON object");
  if ("Statement" in content) return { kind: "policy", document: content };
  const { Policy: policy, PolicyVersion: version } = content;
  if (isRecord(version)) return ofText(version["Document"], "PolicyVersion.Document", {});
  if (isRecord(policy) && "Content" in policy) {
    const { Name: name, Type: type } = recordIn(policy["PolicySummary"]);
    return ofText(policy["Content"], "Policy.Content", {
      ...(stringIn(name) === undefined ? {} : { name: stringIn(name) }),
      ...(stringIn(type) === undefined ? {} : { type: stringIn(type) }),
    });
  }
  if (isRecord(policy) && "DefaultVersionId" in policy)
    return none(
      "it is what `aws iam get-policy` prints, which lacks the document; `get-policy-version` has it",
    );
  return none(
    "it is no policy document, nor what `aws organizations describe-policy` or `aws iam get-policy-version` prints",
  );
}

/** Why AWS would not take a document, and where; undefined where it would. */
export function faultIn(document: unknown, kind: PolicyKind): string | undefined {
  const compilation = compilePolicy(document, { kind });
  if (compilation.kind === "compiled") return undefined;
  const [first] = compilation.problems;
  if (first === undefined) return "it is malformed";
  const got = first.got === undefined ? "" : `, not ${first.got}`;
  return `${first.path}: ${first.message}${got}`;
}

function ofText(
  text: unknown,
  where: string,
  about: Pick<UnwrappedPolicy, "name" | "type">,
): UnwrappedPolicy | NoPolicy {
  if (isRecord(text)) return { kind: "policy", document: text, ...about };
  if (typeof text !== "string") return none(`its ${where} is no policy document`);
  const document = parse(text);
  return document === undefined
    ? none(`its ${where} is not JSON`)
    : { kind: "policy", document, ...about };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.trimStart().startsWith("%7B") ? decodeURIComponent(text) : text);
  } catch {
    return undefined;
  }
}

function none(why: string): NoPolicy {
  return { kind: "none", why };
}
