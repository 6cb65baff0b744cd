import type { Finding } from "../../config/problem";
import { APPROVER_RULE } from "../duties";
import type { Check } from "./check";

/** Rules about separation of duties are told apart by name, and can be kept. */
export const checkDutyRules: Check = ({ config }) => {
  const rules = config.separationOfDuties;
  return rules.flatMap(({ name, holder, mustNotHold }, index): Finding[] => {
    const path = ["separationOfDuties", index];
    const earlier = rules.findIndex((other) => other.name === name);
    const both = holder.filter((duty) => mustNotHold.includes(duty));
    return [
      ...(earlier === index && name !== APPROVER_RULE.name
        ? []
        : [
            {
              code: "duplicate-name" as const,
              path: [...path, "name"],
              message:
                name === APPROVER_RULE.name
                  ? `"${name}" is the rule that always holds`
                  : `rule "${name}" is already defined at separationOfDuties[${earlier}]`,
              fix: "give this one another name: messages and policies tell rules apart by it",
            },
          ]),
      ...(both.length === 0
        ? []
        : [
            {
              code: "duty-forbids-itself" as const,
              path: [...path, "mustNotHold"],
              message: `${both.join(", ")} would be kept apart from itself, so that nobody could hold it`,
              fix: `take ${both.join(", ")} out of holder or out of mustNotHold`,
            },
          ]),
    ];
  });
};
