import { renderTable } from "../../report/text/render-table";
import { shortDigest } from "../digest";
import type { PromotionStatus, StackStatus, WaveStatus } from "../promotion-status";

const STATES: Readonly<Record<StackStatus["state"], string>> = {
  "up-to-date": "up to date",
  changed: "changed",
  "never-applied": "never applied",
  interrupted: "interrupted",
  failed: "failed",
};

const NONE = "–";

/** A table for each wave. */
export function renderStatus({ waves, lock }: PromotionStatus, width: number): string {
  const held =
    lock === undefined
      ? []
      : [`${lock.who} holds the promotion lock since ${lock.at} (${lock.id}).`, ""];
  return [...held, ...waves.flatMap((wave) => [...renderWave(wave, width), ""])]
    .join("\n")
    .trimEnd();
}

function renderWave(wave: WaveStatus, width: number): string[] {
  const facts = [
    ...(wave.protected ? ["protected"] : []),
    wave.revision === undefined ? "not run yet" : `revision ${shortDigest(wave.revision)}`,
    ...(wave.pendingPlan === undefined ? [] : [`plan ${shortDigest(wave.pendingPlan)} waits`]),
  ];
  const rows = wave.stacks.map((stack) => [
    stack.name,
    STATES[stack.state],
    stack.revision === undefined ? NONE : shortDigest(stack.revision),
    describeDrift(stack),
    stack.actor === undefined ? NONE : `${stack.actor}, ${stack.at ?? ""}`,
  ]);
  return [
    `${wave.wave} (${facts.join(", ")})`,
    ...renderTable([["stack", "state", "revision", "drift", "last applied by"], ...rows], {
      width,
    }),
  ];
}

function describeDrift({ drift }: StackStatus): string {
  if (drift === undefined) return NONE;
  return drift.length === 0 ? "none" : `${drift.length}: ${drift.join(", ")}`;
}
