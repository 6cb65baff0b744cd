import type { Problem } from "./problem";

/** Larger than any real platform file by an order of magnitude; refused before it is parsed. */
export const MAX_BYTES = 2 * 1024 * 1024;

type Fault = Pick<Problem, "code" | "severity" | "message" | "fix">;

/** Decodes the file's bytes, or tells why they can't be a config. */
export function findSourceFault(
  bytes: Uint8Array,
): { text: string } | { fault: Fault; line: number } {
  if (bytes.byteLength > MAX_BYTES) return { fault: tooLarge(bytes.byteLength), line: 1 };
  const nul = bytes.indexOf(0);
  if (nul !== -1)
    return fault("file-binary", binary(`a zero byte at offset ${nul}`), lineOf(bytes, nul));
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fault("file-binary", binary("bytes that are no UTF-8"));
  }
  const meaningful = text
    .split("\n")
    .some((line) => !/^\s*(#.*)?$/.test(line) && !/^(---|\.\.\.)\s*$/.test(line));
  return meaningful ? { text } : { fault: emptyFile(), line: 1 };
}

export function tooLarge(size: number): Fault {
  return {
    code: "file-too-large",
    severity: "error",
    message: `the file has ${size} bytes; at most ${MAX_BYTES} are read`,
    fix: "check that this is the platform file; a platform of 1,000 accounts takes about 200 KB",
  };
}

export function emptyFile(): Fault {
  return {
    code: "file-empty",
    severity: "error",
    message: "the file holds no config",
    fix: "start from the shipped platform.yaml, or from examples/startup/platform.yaml",
  };
}

function binary(what: string): Omit<Fault, "code" | "severity"> {
  return {
    message: `the file is not text: it has ${what}`,
    fix: "give the path of a YAML file saved as UTF-8",
  };
}

function fault(code: Fault["code"], rest: Omit<Fault, "code" | "severity">, line = 1) {
  return { fault: { code, severity: "error" as const, ...rest }, line };
}

function lineOf(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(0, offset).filter((byte) => byte === 10).length + 1;
}
