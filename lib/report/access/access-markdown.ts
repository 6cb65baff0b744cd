import type { AccessMatrix } from "../../access/matrix/access-matrix";
import { inCapabilityOrder } from "../personas/capability-order";
import { comparePlaces, placeName } from "../../access/matrix/compare-places";
import { escapeMarkdown } from "./markdown-cell";

/** A row for each place, a column for each subject, as a pull request shows it. */
export function accessMarkdown({ subjects, cells }: AccessMatrix): string {
  const ids = subjects.map(({ id }) => id);
  const places = new Map<string, Map<string, string[]>>();
  const inOrder = [...cells].sort((one, other) => comparePlaces(one.place, other.place));
  for (const { subject, capability, place, effect, lastDay } of inOrder) {
    if (effect.kind === "denied") continue;
    const name = placeName(place);
    const row = places.get(name) ?? new Map<string, string[]>();
    const notes = [
      ...(effect.kind === "allowed" ? [] : [effect.kind]),
      ...(lastDay === undefined ? [] : [`until ${lastDay}`]),
    ];
    const mark = notes.length === 0 ? capability : `${capability} (${notes.join(", ")})`;
    places.set(name, row.set(subject, [...(row.get(subject) ?? []), mark]));
  }
  const rows = [...places].map(([name, row]) => [
    name,
    ...ids.map((id) => inCapabilityOrder(row.get(id) ?? []).join(", ")),
  ]);
  const line = (texts: readonly string[]) => `| ${texts.map(escapeMarkdown).join(" | ")} |`;
  return [
    line(["place", ...ids]),
    line(["---", ...ids.map(() => "---")]),
    ...rows.map(line),
    "",
  ].join("\n");
}
