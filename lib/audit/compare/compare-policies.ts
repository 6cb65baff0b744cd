import type { CompiledPolicy } from "../../access/evaluate/policy/compile-policy";
import { documentOf } from "../../access/world/policy-documents";
import { canonicalPolicy } from "./canonical-policy";
import { type LiveFinding, REAPPLY, TAKE_AWAY } from "./live-finding";

interface Named {
  readonly name: string;
  /** Undefined where nobody knows it before it is applied. */
  readonly text: string | undefined;
}

/** The identity policies of a role, against those that it is to have. */
export function comparePolicies(
  thing: string,
  expected: readonly CompiledPolicy[],
  live: readonly CompiledPolicy[],
): LiveFinding[] {
  const meant = expected.map(named);
  // What isn't known can't be compared, and whatever is there may be it.
  if (meant.some(({ text }) => text === undefined)) return [];
  const { gone, added } = difference(meant, live.map(named));
  const changed = gone.filter(({ name }) => added.some((each) => each.name === name));
  const others = (list: readonly Named[]) =>
    list.filter(({ name }) => !changed.some((each) => each.name === name));
  return [
    ...changed.map((before) => changedPolicy(thing, before, added)),
    ...others(added).map(({ name }): LiveFinding => ({
      kind: "policy-added",
      thing,
      message: `it has policy ${name}, which the config doesn't give it`,
      fix: TAKE_AWAY,
    })),
    ...others(gone).map(({ name }): LiveFinding => ({
      kind: "policy-gone",
      thing,
      message: `it lacks policy ${name}`,
      fix: REAPPLY,
    })),
  ];
}

function changedPolicy(thing: string, before: Named, added: readonly Named[]): LiveFinding {
  const after = added.find(({ name }) => name === before.name);
  return {
    kind: "policy-changed",
    thing,
    message: `its policy ${before.name} was changed: ${describeChange(before.text, after?.text)}`,
    fix: REAPPLY,
  };
}

function difference(meant: readonly Named[], live: readonly Named[]) {
  const left = [...live];
  const gone = meant.filter(({ text }) => {
    const at = left.findIndex((each) => each.text === text);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
  return { gone, added: left };
}

function named(policy: CompiledPolicy): Named {
  return { name: policy.source.name, text: policyText(policy) };
}

/** The same text for all that AWS takes for the same; undefined where it isn't known. */
export function policyText(policy: CompiledPolicy | undefined): string | undefined {
  const text = policy === undefined ? undefined : documentOf(policy.source);
  return text === undefined ? undefined : canonicalPolicy(text);
}

/** `statement NoUsersOrKeys is gone, statement View differs`. */
export function describeChange(before: string | undefined, after: string | undefined): string {
  const [old, now] = [statementsOf(before), statementsOf(after)];
  const words = [
    ...[...old].flatMap(([sid, text]) => {
      const other = now.get(sid);
      if (other === undefined) return [`${sid} is gone`];
      return other === text ? [] : [`${sid} differs`];
    }),
    ...[...now.keys()].filter((sid) => !old.has(sid)).map((sid) => `${sid} was added`),
  ];
  return words.length === 0 ? "it reads otherwise" : words.join(", ");
}

/** Statements by Sid, or by number where they have none. */
function statementsOf(text = "{}"): Map<string, string> {
  const { Statement = [] } = JSON.parse(text) as { readonly Statement?: unknown };
  const list = Array.isArray(Statement) ? (Statement as unknown[]) : [Statement];
  return new Map(
    list.map((each, index) => {
      const { Sid } = each as { readonly Sid?: string };
      const name = Sid === undefined || Sid === "" ? `statement ${index + 1}` : `statement ${Sid}`;
      return [name, JSON.stringify(each)];
    }),
  );
}
