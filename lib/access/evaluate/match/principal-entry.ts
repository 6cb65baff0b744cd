import type { Caller } from "../request/caller";
import { type Tri, yesIf } from "../tri";
import { splitArn } from "./split-arn";
import { Template } from "./template";

/**
 * What an entry names the caller as. It decides which other policies still limit an allow:
 * `direct` the very principal that calls, or everyone; `role` the role behind a session, or the user behind a federated
 * one; `account` the account, which leaves it to that account's own policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export type PrincipalLevel = "direct" | "role" | "account";

export type PrincipalType = "AWS" | "Service" | "Federated" | "CanonicalUser";

type Shape =
  | "everyone"
  | "account"
  | "user"
  | "role"
  | "session"
  | "federatedUser"
  | "service"
  | "federated"
  | "canonicalUser"
  /** What is left of a principal that was deleted. */
  | "uniqueId"
  /** AWS wouldn't take it: a part of a name as a wildcard, a group, … */
  | "refused";

/** One principal of a Principal or NotPrincipal element. */
export class PrincipalEntry {
  readonly shape: Shape;
  readonly #partition: string;
  readonly #account: string;
  readonly #name: string;
  readonly #loose: Template;

  constructor(
    type: PrincipalType,
    readonly text: string,
  ) {
    const segments = splitArn(text);
    this.#partition = segments?.[1] ?? "";
    this.#account = segments?.[4] ?? text;
    this.#loose = new Template(text, { variables: false, wildcards: true });
    this.shape = shapeOf(type, text);
    const path = segments?.[5].split("/") ?? [];
    this.#name = path.at(this.shape === "session" ? 1 : -1) ?? "";
  }

  get level(): PrincipalLevel {
    return this.shape === "account" || this.shape === "canonicalUser" ? "account" : "direct";
  }

  /** Whether it names somebody in an account, not the account. */
  isWithin(account: string): boolean {
    return account !== "" && this.#account === account && this.level !== "account";
  }

  /** How this entry names the caller, if it does. */
  levelFor(caller: Caller): PrincipalLevel {
    if (this.shape === "role") return "role";
    if (this.shape === "user" && caller.kind === "federatedUser") return "role";
    return this.level === "account" && caller.kind !== "root" ? "account" : "direct";
  }

  /** @param inDoubt what to say of what AWS refuses, and of what it leaves open */
  matches(caller: Caller, inDoubt: Tri): Tri {
    switch (this.shape) {
      case "everyone":
        // That "*" takes in who has but a provider's token is written nowhere.
        return caller.kind === "federated" && inDoubt === "no" ? "unknown" : "yes";
      case "account":
        return yesIf(
          caller.account === this.#account &&
            caller.kind !== "federated" &&
            (this.#partition === "" || this.#partition === caller.partition),
        );
      case "user":
        // A federated user's name is that of the user who federated. Same page as above.
        return yesIf(
          caller.kind === "user"
            ? caller.id === this.text
            : this.#isBehind(caller, "federatedUser"),
        );
      case "role":
        if (caller.roleArn === undefined) return "no";
        // Names of roles are unique in an account, whatever their path.
        return yesIf(
          caller.pathKnown ? caller.roleArn === this.text : this.#isBehind(caller, "session"),
        );
      case "session":
        if (caller.kind === "session") return yesIf(caller.id === this.text);
        return this.#isBehind(caller, "role") ? "unknown" : "no";
      case "federatedUser":
      case "service":
        return yesIf(caller.kind === this.shape && caller.id === this.text);
      case "federated":
        if (caller.kind === "federated") return yesIf(caller.id === this.text);
        // A session may stem from the provider.
        return caller.roleArn === undefined ? "no" : inDoubt;
      case "canonicalUser":
        return caller.account === "" || caller.kind === "federated" ? "no" : "unknown";
      case "uniqueId":
        return caller.account === "" || caller.kind === "root" ? "no" : inDoubt;
      case "refused":
        return [caller.id, caller.roleArn].some(
          (id) => id !== undefined && this.#loose.widest.matches(id),
        )
          ? inDoubt
          : "no";
    }
  }

  #isBehind({ kind, account, partition, name }: Caller, expected: Caller["kind"]): boolean {
    return (
      kind === expected &&
      account === this.#account &&
      partition === this.#partition &&
      name === this.#name
    );
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function shapeOf(type: PrincipalType, text: string): Shape {
  if (type === "CanonicalUser") return "canonicalUser";
  if (type === "AWS" && text === "*") return "everyone";
  if (/[*?]/.test(text)) return "refused";
  if (type === "Service") return "service";
  if (type === "Federated") return "federated";
  if (/^\d{12}$/.test(text)) return "account";
  if (/^A(IDA|ROA)[A-Z0-9]{8,}$/.test(text)) return "uniqueId";
  const arn = splitArn(text);
  if (arn?.[0] !== "arn" || arn[3] !== "" || !/^\d{12}$/.test(arn[4])) return "refused";
  const [, , service, , , resource] = arn;
  if (service === "iam" && resource === "root") return "account";
  if (service === "iam" && /^user\/./.test(resource)) return "user";
  if (service === "iam" && /^role\/./.test(resource)) return "role";
  if (service === "sts" && /^assumed-role\/[^/]+\/[^/]+$/.test(resource)) return "session";
  if (service === "sts" && /^federated-user\/[^/]+$/.test(resource)) return "federatedUser";
  return "refused";
}
