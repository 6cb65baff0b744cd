import { printable } from "../../config/preview";

/** A text of the config's as one line: it may hold line breaks, and whatever else a file can. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, " ").trim());
}
