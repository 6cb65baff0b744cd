import type { Statement } from "./statement";

/**
 * Trusts an AWS service on behalf of one resource of one account, so that nobody else's resource can make the service
 * use the role (the confused deputy problem).
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function trustService(
  service: string,
  from: {
    readonly accountId: string;
    readonly sourceArns: readonly string[];
    /** Whether AWS documents that the service says which resource it acts for. @default true */
    readonly saysForWhat?: boolean;
  },
): Statement[] {
  return [
    {
      sid: "Service",
      actions: ["sts:AssumeRole"],
      principals: { Service: [service] },
      conditions: {
        StringEquals: { "aws:SourceAccount": from.accountId },
        [from.saysForWhat === false ? "ArnLikeIfExists" : "ArnLike"]: {
          "aws:SourceArn": from.sourceArns,
        },
      },
    },
  ];
}

/**
 * Trusts exact roles of one account. The principal is the account's root, narrowed by `aws:PrincipalArn`: a role named
 * as principal would have to exist first, and turns into a dead unique id when it is created anew.
 */
export function trustRoles(trusted: {
  readonly rootArn: string;
  readonly roleArns: readonly string[];
  readonly organizationId: string;
}): Statement[] {
  return [
    {
      sid: "ExactRoles",
      actions: ["sts:AssumeRole"],
      principals: { AWS: [trusted.rootArn] },
      conditions: {
        StringEquals: { "aws:PrincipalOrgID": trusted.organizationId },
        ArnEquals: { "aws:PrincipalArn": trusted.roleArns },
      },
    },
  ];
}
