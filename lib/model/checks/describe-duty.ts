import type { AccountCapability, PipelineCapability } from "../../config/schema/capabilities";

type Duty = PipelineCapability | AccountCapability;

/** `start pipeline "web"`, `read the logs of pipeline "web"`; of what has been named before, `read its logs`. */
export function describeDuty(duty: Duty, of?: string): string {
  const [verb, part] = WORDS[duty];
  if (part === undefined) return `${verb} ${of ?? "it"}`;
  return of === undefined ? `${verb} its ${part}` : `${verb} the ${part} of ${of}`;
}

/** What somebody does, and to which part of a pipeline if not to the whole. */
const WORDS: Readonly<Record<Duty, readonly [verb: string, part?: string]>> = {
  view: ["view"],
  start: ["start"],
  stop: ["stop"],
  retry: ["retry"],
  rollback: ["roll back"],
  approve: ["approve"],
  gate: ["open", "gates"],
  override: ["override", "conditions"],
  logs: ["read", "logs"],
  artifacts: ["read", "artifacts"],
  source: ["push to", "repository"],
  edit: ["edit"],
  inspect: ["inspect", "accounts"],
  operate: ["operate in", "accounts"],
  audit: ["audit", "accounts"],
};
