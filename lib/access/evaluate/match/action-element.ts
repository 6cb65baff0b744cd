import { not, type Tri } from "../tri";
import type { Glob } from "./glob";
import { Template } from "./template";

export interface ActionElementOptions {
  readonly effect: "Allow" | "Deny";
  /** NotAction: everything but these. */
  readonly negated: boolean;
}

interface ActionPattern {
  /** Undefined where every action of the service is meant. */
  readonly name: Glob | undefined;
  /** With wildcards where AWS would refuse it: what it may have been meant for. */
  readonly service: Glob;
}

/**
 * The Action or NotAction element of a statement. Neither the service nor the name depends on case; wildcards are for
 * the name alone, and variables for neither. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export class ActionElement {
  /** The same element for the same texts: the accounts of a platform repeat each other's statements. */
  static of(texts: readonly string[], options: ActionElementOptions): ActionElement {
    const id = JSON.stringify([options.effect, options.negated, texts]);
    const known = KNOWN.get(id);
    if (known !== undefined) return known;
    const made = new ActionElement(texts, options);
    if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
    KNOWN.set(id, made);
    return made;
  }

  /** NotAction: everything but these. */
  readonly negated: boolean;
  readonly #doubt: Tri;
  readonly #all: boolean;
  readonly #byService = new Map<string, ActionPattern[]>();
  readonly #refused: ActionPattern[] = [];

  private constructor(
    /** As the policy spells them. */
    readonly texts: readonly string[],
    { effect, negated }: ActionElementOptions,
  ) {
    this.negated = negated;
    // In doubt an allow doesn't reach the action, and a deny leaves it open.
    this.#doubt = effect === "Deny" ? "unknown" : negated ? "yes" : "no";
    this.#all = texts.some((text) => text === "*");
    for (const text of texts) {
      if (text === "*") continue;
      const colon = text.indexOf(":");
      const service = toTemplate(text.slice(0, colon));
      const name = toTemplate(text.slice(colon + 1));
      const pattern = {
        service: service.widest,
        name: /^\*+$/.test(name.text) ? undefined : name.widest,
      };
      if (service.exact === undefined || name.variables.length > 0) this.#refused.push(pattern);
      else {
        const known = this.#byService.get(service.exact);
        if (known === undefined) this.#byService.set(service.exact, [pattern]);
        else known.push(pattern);
      }
    }
  }

  /** @param service in lower case @param name in lower case */
  matches(service: string, name: string): Tri {
    const found = this.#find(service, name);
    return this.negated ? not(found) : found;
  }

  #find(service: string, name: string): Tri {
    if (this.#all) return "yes";
    const reaches = (pattern: ActionPattern): boolean => pattern.name?.matches(name) ?? true;
    if (this.#byService.get(service)?.some(reaches) === true) return "yes";
    const perhaps = this.#refused.some(
      (pattern) => pattern.service.matches(service) && reaches(pattern),
    );
    return perhaps ? this.#doubt : "no";
  }
}

const KNOWN = new Map<string, ActionElement>();

/** Far more than the statements of a platform differ in; a bound keeps a long run from filling the memory. */
const MOST_KNOWN = 4_096;

function toTemplate(text: string): Template {
  return new Template(text.toLowerCase(), { variables: true, wildcards: true });
}
