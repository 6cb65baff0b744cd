import { splitArn } from "../match/split-arn";
import { Template } from "../match/template";
import { both, either, type Tri } from "../tri";
import type { ValueTestFactory } from "./value-test";

/**
 * "Each of the six colon-delimited components of the ARN is checked separately and each can include multi-character
 * match wildcards (*) or single-character match wildcards (?)." ArnEquals and ArnLike are the same.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export const arnTest: ValueTestFactory = (texts, { variables, negated, doubt }) => {
  const options = { variables, wildcards: true, doubt };
  const patterns = texts.map((text) => ({
    whole: new Template(text, options),
    parts: splitArn(text)?.map((part) => new Template(part, options)),
  }));
  // The same ARN is asked about again and again.
  let last = { value: "", segments: splitArn("") };
  return (value, lookup) => {
    if (value !== last.value) last = { value, segments: splitArn(value) };
    const { segments } = last;
    if (segments?.[0] !== "arn") return negated ? doubt : "no";
    let found: Tri = "no";
    for (const { whole, parts } of patterns) {
      let one: Tri = "yes";
      if (parts === undefined) {
        // Not an ARN: what AWS makes of it is written nowhere, but beyond the text itself it can't reach.
        one = whole.widest.matches(value) ? doubt : "no";
      } else {
        for (const [index, part] of parts.entries()) {
          one = both(one, part.matches(segments[index] ?? "", lookup));
          if (one === "no") break;
        }
      }
      found = either(found, one);
      if (found === "yes") break;
    }
    return found;
  };
};
