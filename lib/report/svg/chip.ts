import type { CapabilityCode } from "./capability-codes";
import { escapeXml } from "./escape-xml";
import { SIZES } from "./layout-matrix";

/** One capability: its two letters on a colour, with a dashed edge where it is for the own team alone. */
export function chip(
  { code, kind }: Pick<CapabilityCode, "code" | "kind">,
  { x, y }: { readonly x: number; readonly y: number },
  ownTeam: boolean,
): string {
  const { width, height } = SIZES.chip;
  const edge = ownTeam ? `${kind} team` : kind;
  return [
    `<rect class="${edge}" x="${x}" y="${y}" width="${width}" height="${height}" rx="4"/>`,
    `<text class="code" x="${x + width / 2}" y="${y + 12.5}">${escapeXml(code)}</text>`,
  ].join("");
}
