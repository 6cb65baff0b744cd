import type { PlaceNames } from "../data/place-names";
import type { PolicyEntry, ReportData, StatementEntry } from "../data/report-data";
import { type Element, h } from "../element/element";

/** A statement that decided something: where it stands, what it says, and the policy around it. */
export function statementView(
  data: ReportData,
  number: number,
  names: PlaceNames,
  open: boolean,
): Element {
  const statement = data.statements[number];
  const policy = data.policies[statement?.policy ?? -1];
  if (statement === undefined || policy === undefined) return h("p", {}, "(unknown statement)");
  const text = statementText(data.documents[policy.document], statement.path);
  return h(
    "div",
    { class: `statement ${statement.effect.toLowerCase()}` },
    h(
      "p",
      {},
      h("b", {}, statement.effect),
      " ",
      statement.sid === "" ? "statement without a Sid" : h("code", {}, statement.sid),
      " in ",
      h("span", { class: "policy" }, names.put(policy.name)),
    ),
    h("p", { class: "source" }, sourceWords(policy, statement, names)),
    text === undefined
      ? h("p", { class: "soft" }, "The policy's text isn't in the generated Terraform.")
      : [
          h(
            "details",
            { open },
            h("summary", { class: "show" }, "The statement"),
            h("pre", { tabindex: 0 }, names.put(text)),
          ),
          // Filled when it is opened: see policyText.
          h(
            "details",
            { class: "whole", "data-statement": number },
            h("summary", { class: "show" }, "The whole policy"),
          ),
        ],
  );
}

/** Where a statement stands: the stack's file, Terraform's address, and the place within the policy. */
function sourceWords(
  { file, address }: PolicyEntry,
  { path }: Pick<StatementEntry, "path">,
  names: PlaceNames,
): string {
  return [file, address, path.replace(/^\$\./, "")]
    .filter((part) => part !== "")
    .map((part) => names.put(part))
    .join(" · ");
}

/** The whole policy with the statement marked. */
export function policyText(data: ReportData, number: number, names: PlaceNames): Element {
  const statement = data.statements[number];
  const document = data.documents[data.policies[statement?.policy ?? -1]?.document ?? -1];
  const chosen = statementOf(document, statement?.path ?? "");
  if (!isRecord(document) || chosen === undefined) return h("pre", {}, "");
  const { Statement: statements, ...rest } = document;
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  const head = JSON.stringify(rest, null, 2).replace(/\n?\}$/, "");
  return h(
    "pre",
    { tabindex: 0 },
    names.put(`${head === "{" ? "{\n" : `${head},\n`}  "Statement": [\n`),
    list.map((each, index) => {
      const text = names.put(indent(JSON.stringify(each, null, 2)));
      const end = index < list.length - 1 ? ",\n" : "\n";
      return each === chosen ? [h("mark", {}, text), end] : text + end;
    }),
    "  ]\n}",
  );
}

function statementText(document: unknown, path: string): string | undefined {
  const statement = statementOf(document, path);
  return statement === undefined ? undefined : JSON.stringify(statement, null, 2);
}

/** Of a path such as `Statement[3]`, or `Statement` where there is no list. */
function statementOf(document: unknown, path: string): unknown {
  const found = /^\$?\.?Statement(?:\[(\d+)\])?$/.exec(path);
  if (!isRecord(document) || found === null) return undefined;
  const statements = document.Statement;
  if (!Array.isArray(statements)) return statements;
  return (statements as readonly unknown[])[Number(found[1] ?? 0)];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}
