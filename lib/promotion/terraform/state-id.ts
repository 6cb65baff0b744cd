import { z } from "zod";

/** Which state it is: Terraform makes a lineage once, and counts the serial up at each change. */
export interface StateId {
  readonly lineage: string;
  readonly serial: number;
}

const STATE = z.object({ lineage: z.string(), serial: z.int() });

/** Reads it of a state as Terraform writes it. */
export function readStateId(text: string): StateId {
  return STATE.parse(JSON.parse(text));
}
