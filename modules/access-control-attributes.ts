import { literalText } from "./literal-text";
import { SsoadminInstanceAccessControlAttributes } from "@cdktf/provider-aws/lib/ssoadmin-instance-access-control-attributes";
import { Construct } from "constructs";
import { LIMITS } from "../lib/model/limits";
import { checkLimit } from "./check-limit";

export interface AccessControlAttributesProps {
  /** The Identity Center instance; `aws_ssoadmin_instances` finds it. */
  readonly instanceArn: string;
  /**
   * Session tag → where Identity Center finds its value, as AWS writes it: `{ team: "${path:enterprise.department}" }`.
   * At most 50. One source each: the API takes a list of exactly one.
   * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccessControlAttributeValue.html
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/attributemappingsconcept.html
   */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * What Identity Center tells AWS of the person who signs in, as session tags (`aws:PrincipalTag/team`). An instance has
 * one such list, so this replaces whatever was configured elsewhere, for every permission set of the instance.
 */
export class AccessControlAttributes extends Construct {
  readonly attributes: SsoadminInstanceAccessControlAttributes;

  constructor(scope: Construct, id: string, props: AccessControlAttributesProps) {
    super(scope, id);
    checkAttributes(props.attributes);
    this.attributes = new SsoadminInstanceAccessControlAttributes(this, "attributes", {
      instanceArn: props.instanceArn,
      attribute: Object.entries(props.attributes)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, source]) => ({ key, value: [{ source: [literalText(source)] }] })),
    });
  }
}

function checkAttributes(attributes: Readonly<Record<string, string>>): void {
  const entries = Object.entries(attributes);
  if (entries.length === 0) {
    throw new Error("no access control attributes: give at least one, or leave the construct out");
  }
  checkLimit("Identity Center", entries.length, LIMITS.accessControlAttributes, "attributes");
  for (const [key, source] of entries) {
    const attribute = `access control attribute "${key}"`;
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u.test(key)) {
      throw new Error(`${attribute}: its key may have letters, digits, spaces and _.:/=+-@ only`);
    }
    if (!/^\$\{[a-z]+:[\p{L}\p{Z}\p{N}_.:/=+\-@[\]"]+\}$/u.test(source)) {
      throw new Error(
        `${attribute}: "${source}" is no source; write it as AWS does, such as \${path:enterprise.department}`,
      );
    }
    const { accessControlAttributeKey, accessControlAttributeSource } = LIMITS;
    checkLimit(`the key of ${attribute}`, key.length, accessControlAttributeKey, "characters");
    checkLimit(
      `the source of ${attribute}`,
      source.length,
      accessControlAttributeSource,
      "characters",
    );
  }
}
