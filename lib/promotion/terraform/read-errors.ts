/** One of the errors that Terraform ended with. */
export interface TerraformError {
  /** All of it on one line, for Terraform breaks lines at 78 characters. */
  readonly text: string;
  /** The resource that it is about, where Terraform says so. */
  readonly address?: string;
}

const ESCAPE = String.fromCharCode(27);
/** Colours, and the frame that Terraform draws round an error on a terminal. */
const COLOURS = new RegExp(`${ESCAPE}\\[[0-9;]*m`, "g");
const FRAME = /^[╷│╵] ?/;

const ADDRESS = /^\s*with ((?:[\w-]+\.)*[\w-]+\.[\w-]+(?:\[[^\]]*\])?),$/m;

/** What Terraform printed, as lines without colours and frames. */
export function plainOutput(output: string): string {
  return output
    .replace(COLOURS, "")
    .split(/\r?\n/)
    .map((line) => line.replace(FRAME, ""))
    .join("\n");
}

/** The errors in what Terraform printed, in its order. Some commands say theirs without the word "Error". */
export function readErrors(output: string): TerraformError[] {
  const [before = "", ...errors] = plainOutput(output).split(/^Error: /m);
  const bare = /^Failed to (?:write|unlock) state: .*/m.exec(before)?.[0];
  return [...(bare === undefined ? [] : [bare]), ...errors].map((error) => ({
    text: error.replace(/\s+/g, " ").trim(),
    address: ADDRESS.exec(error)?.[1],
  }));
}
