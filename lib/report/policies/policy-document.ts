import type { ConfigPath } from "../../config/config-path";
import { formatPath } from "../../config/config-path";
import { renderPolicy } from "../../policy/render-policy";
import type { Statement } from "../../policy/statement";
import type { PersonaPolicies, PersonaPolicy } from "./persona-policies";

/** A policy as AWS gets it, and what each of its statements is for. */
export interface PolicyDocument {
  readonly holder: PersonaPolicies["holder"];
  readonly holderName: string;
  readonly account?: PersonaPolicies["account"];
  readonly kind: PersonaPolicy["kind"];
  /** Only of a customer-managed one. */
  readonly name?: string;
  readonly size: number;
  readonly limit: number;
  readonly document: { readonly Version: string; readonly Statement: readonly RenderedStatement[] };
  /** One list for each statement, in their order. */
  readonly reasons: readonly (readonly PlacedReason[])[];
}

/** Its other keys are as IAM has them. */
interface RenderedStatement {
  readonly Sid: string;
}

interface PlacedReason {
  readonly text: string;
  /** `file:line:column` and the same as a path; none where no part of the config asks for it. */
  readonly at?: string;
  readonly path?: string;
}

export function policyDocuments(
  sets: readonly PersonaPolicies[],
  placeOf: (path: ConfigPath) => string,
): PolicyDocument[] {
  return sets.flatMap(({ holder, name: holderName, account, policies }) =>
    policies.map(({ kind, name, size, limit, statements }) => ({
      holder,
      holderName,
      account,
      kind,
      name,
      size,
      limit,
      document: JSON.parse(renderPolicy(statements)) as PolicyDocument["document"],
      reasons: statements.map((statement) => reasonsOf(statement, placeOf)),
    })),
  );
}

function reasonsOf(
  { reasons = [] }: Statement,
  placeOf: (path: ConfigPath) => string,
): PlacedReason[] {
  return reasons.map(({ text, path }) =>
    path === undefined ? { text } : { text, at: placeOf(path), path: formatPath(path) },
  );
}
