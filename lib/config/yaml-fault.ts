import type { Document, ErrorCode, YAMLError } from "yaml";
import type { ProblemCode } from "./problems/catalogue";

/** Why a text can't be read as the YAML that a config is written in. */
export interface YamlFault {
  readonly code: ProblemCode;
  /** Where in the text, in characters. */
  readonly offset: number;
  readonly got?: string;
  readonly message: string;
  readonly fix: string;
}

type Advice = Pick<YamlFault, "message" | "fix"> & { readonly code?: ProblemCode };

/** What the parser's own words leave open: what to do, for whoever doesn't know YAML's grammar by heart. */
const ADVICE: Partial<Record<ErrorCode, Advice>> = {
  TAB_AS_INDENT: {
    code: "yaml-tab",
    message: "a tab is used to indent, which YAML does not allow",
    fix: "indent with spaces",
  },
  RESOURCE_EXHAUSTION: {
    code: "yaml-too-deep",
    message: "values are nested too deep to be read",
    fix: "close the brackets that are open before this place",
  },
  MULTIPLE_DOCS: {
    message: "a second document starts here, and one file describes one platform",
    fix: "remove the --- or ... line, or move what follows it to a file of its own",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "a second `key: value` stands inside a value",
    fix: 'give it a line of its own, indented; or put the whole value in quotes: "a: b"',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: "a key runs over more than one line",
    fix: "add the colon that is missing on the line above, or indent this line like its neighbours",
  },
  BAD_INDENT: {
    message:
      "this line is not indented as the lines it belongs to, or a bracket above is still open",
    fix: "indent the keys of one map alike, with spaces, and close each [ and {",
  },
  BAD_SCALAR_START: {
    message: "text can't start with this character",
    fix: 'put the text in quotes: "@example"',
  },
  UNEXPECTED_TOKEN: {
    message: "text stands here that belongs to nothing before it",
    fix: 'put the whole value in quotes: "{partition}-x"',
  },
  NON_STRING_KEY: {
    message: "a key must be plain text, no list, map or alias",
    fix: "write the key as a word",
  },
};

/** The parser's errors, one for each place: what follows the first at a place is its echo. */
export function syntaxFaults(document: Document, text: string): YamlFault[] {
  const first = new Map<number, YAMLError>();
  for (const error of document.errors) {
    if (!first.has(error.pos[0])) first.set(error.pos[0], error);
  }
  const tooDeep = document.errors.find((error) => error.code === "RESOURCE_EXHAUSTION");
  const errors = tooDeep === undefined ? [...first.values()] : [tooDeep];
  return [...errors.map(describe), ...directiveFaults(document, text)];
}

function describe({ code, message, pos }: YAMLError): YamlFault {
  return {
    code: "yaml-syntax",
    offset: pos[0],
    message: `this is no valid YAML: ${message.split("\n")[0] ?? message}`,
    fix: "mend the YAML here or just above; an editor with the YAML language server shows it as you type",
    ...ADVICE[code],
  };
}

/** YAML 1.1 reads `no` as false and 010 as 8; a line at the top must not change what everything below means. */
function directiveFaults(document: Document, text: string): YamlFault[] {
  if (document.directives?.yaml.explicit !== true || document.directives.yaml.version === "1.2")
    return [];
  return [
    {
      code: "yaml-syntax",
      offset: Math.max(0, text.indexOf("%YAML")),
      got: `%YAML ${document.directives.yaml.version}`,
      message: "the file asks for an older YAML, in which `no` is false and 010 is 8",
      fix: "remove the %YAML line: the file is read as YAML 1.2",
    },
  ];
}
