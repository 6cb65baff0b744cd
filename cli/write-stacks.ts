import { BootstrapTooLarge } from "../lib/policy/provisioner/bootstrap-too-large";
import { UserError, writeError } from "./user-error";

type Synthesize = typeof import("../stacks/synthesize");

/** CDKTF is loaded only where stacks are made: it takes longer than everything else together. */
export function writeStacks(...[platform, outdir]: Parameters<Synthesize["synthesize"]>) {
  const { synthesize } = require("../stacks/synthesize") as Synthesize;
  try {
    return synthesize(platform, outdir);
  } catch (error) {
    if (error instanceof BootstrapTooLarge) throw new UserError(error.message, error.fix);
    if (error instanceof Error && "syscall" in error) throw writeError(outdir, error);
    throw error;
  }
}
