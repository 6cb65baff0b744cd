import { Template } from "../match/template";
import { either, type Tri } from "../tri";
import type { ValueTestFactory } from "./value-test";

interface StringTestKind {
  readonly wildcards: boolean;
  readonly ignoreCase: boolean;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String */
export function stringTest({ wildcards, ignoreCase }: StringTestKind): ValueTestFactory {
  return (texts, { variables, doubt }) => {
    const templates = texts.map(
      (text) => new Template(text, { variables, wildcards, ignoreCase, doubt }),
    );
    const exact = new Set<string>();
    const open: Template[] = [];
    for (const template of templates) {
      if (template.exact === undefined) open.push(template);
      else exact.add(template.exact);
    }
    return (value, lookup) => {
      if (exact.has(ignoreCase ? value.toLowerCase() : value)) return "yes";
      let found: Tri = "no";
      for (const template of open) {
        found = either(found, template.matches(value, lookup));
        if (found === "yes") break;
      }
      return found;
    };
  };
}
