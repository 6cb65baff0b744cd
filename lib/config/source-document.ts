import { LineCounter, parseDocument } from "yaml";
import { Places } from "./places";
import { printable } from "./preview";
import { type ConfigPath, formatPath } from "./config-path";
import type { Finding, Problem } from "./problem";
import { emptyFile, findSourceFault } from "./source-faults";
import { type YamlFault, syntaxFaults } from "./yaml-fault";
import { examineStructure } from "./yaml-structure";

/** A parsed YAML file that remembers where each value stands. */
export interface SourceDocument {
  readonly data: unknown;
  /** Gives a finding its place in the file. */
  locate(finding: Finding): Problem;
  /** The text as written at a path, without quotes; undefined where nothing is written. */
  sourceAt(path: ConfigPath): string | undefined;
}

export type ParsedSource =
  | { readonly kind: "parsed"; readonly document: SourceDocument }
  | { readonly kind: "unreadable"; readonly problems: readonly Problem[] };

/** Parses YAML 1.2 text. Never throws: what can't be parsed comes back as problems. */
export function parseSource(file: string, bytes: Uint8Array): ParsedSource {
  const name = printable(file);
  const decoded = findSourceFault(bytes);
  if ("fault" in decoded)
    return unreadable([{ ...decoded.fault, at: `${name}:${decoded.line}:1`, path: "" }]);
  const lines = new LineCounter();
  const document = parseDocument(decoded.text, {
    version: "1.2",
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    stringKeys: true,
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${Math.max(1, line)}:${Math.max(1, col)}`;
  };
  const toProblem = ({ offset, ...fault }: YamlFault): Problem => ({
    ...fault,
    severity: "error",
    at: at(offset),
    path: "",
    message: printable(fault.message),
  });
  const syntax = syntaxFaults(document, decoded.text);
  if (syntax.length > 0) return unreadable(syntax.map(toProblem));
  const structure = examineStructure(document);
  if (structure.faults.length > 0) return unreadable(structure.faults.map(toProblem));
  // The structure was measured above, so the parser need not count aliases again.
  const data: unknown = document.toJS({ maxAliasCount: -1 });
  if (data === null || data === undefined)
    return unreadable([{ ...emptyFile(), at: `${name}:1:1`, path: "" }]);
  const places = new Places(document, data, structure.targets);
  return {
    kind: "parsed",
    document: {
      data,
      locate: ({ code, severity = "error", path, atKey = false, got, message, fix }) => ({
        code,
        severity,
        at: at(places.find(path, atKey)),
        path: formatPath(path),
        got: got === undefined ? places.previewAt(path) : printable(got),
        message: printable(message),
        fix: printable(fix),
      }),
      sourceAt: (path) => places.sourceAt(path),
    },
  };
}

function unreadable(problems: readonly Problem[]): ParsedSource {
  return { kind: "unreadable", problems };
}
