import type { Condition } from "./condition";

/** `aws:SourceIp is in 203.0.113.0/24`, or whatever a condition asks for. */
export function conditionWords({ operator, key, texts }: Condition): string {
  const { base, quantifier, ifExists } = operator;
  if (base === undefined) {
    return `${key} ${texts.map((text) => (text === "true" ? "is absent" : "is present")).join(" or ")}`;
  }
  const values = texts
    .map((text) => (text === "" ? '""' : text))
    .join(base.negated ? " nor " : " or ");
  const subject = quantifier === "one" ? key : `${quantifier === "all" ? "every" : "some"} ${key}`;
  return `${subject} ${base.words} ${values}${ifExists ? ", or is absent" : ""}`;
}
