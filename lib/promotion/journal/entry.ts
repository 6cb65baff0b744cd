import { z } from "zod";
import { DIGEST, type Digest } from "../digest";

const sha256 = z
  .string()
  .regex(DIGEST)
  .transform((text) => text as Digest);
const stateId = z.object({ lineage: z.string(), serial: z.int() });
const ofBundle = { bundle: sha256, wave: z.string(), revision: z.string() };
const ofStack = { ...ofBundle, stack: z.string() };

/** What happened. */
const event = z.discriminatedUnion("type", [
  /** A bundle was made. `signer`: by whose key, where it is signed. */
  z.object({ type: z.literal("planned"), ...ofBundle, signer: z.string().optional() }),
  z.object({ type: z.literal("approved"), ...ofBundle, signer: z.string() }),
  z.object({
    type: z.literal("locked"),
    id: z.string(),
    host: z.string(),
    pid: z.int(),
    /** When that process began, by its own machine: a number is given to another process one day. */
    began: z.string(),
  }),
  z.object({ type: z.literal("unlocked"), id: z.string() }),
  z.object({ type: z.literal("started"), ...ofBundle }),
  z.object({ type: z.literal("applying"), ...ofStack }),
  z.object({
    type: z.literal("applied"),
    ...ofStack,
    inputs: sha256,
    state: stateId.optional(),
  }),
  /** There was nothing to do. */
  z.object({ type: z.literal("unchanged"), ...ofStack, inputs: sha256 }),
  z.object({ type: z.literal("failed"), ...ofStack, reason: z.string() }),
  /** A wave has run, but for these stacks. */
  z.object({ type: z.literal("finished"), ...ofBundle, failed: z.array(z.string()) }),
  z.object({
    type: z.literal("looked"),
    stack: z.string(),
    /** Addresses of what had drifted. */
    drifted: z.array(z.string()),
  }),
]);
export type JournalEvent = z.infer<typeof event>;

export const journalEntry = z.object({
  /** From 1, without a gap: this is what the order is told by. */
  sequence: z.int().min(1),
  /** The digest of the line before; of none, the empty string. */
  previous: z.string(),
  /** By the clock of who wrote it, for people; nothing is decided by it. */
  at: z.string(),
  /** `user@host`, as the machine says; nothing is decided by it. */
  who: z.string(),
  event,
});
export type JournalEntry = z.infer<typeof journalEntry>;
