import { BootstrapTooLarge } from "../lib/policy/provisioner/bootstrap-too-large";
import { UserError, writeError } from "./user-error";

/** Where stacks are written. Empty would be the working folder, which nobody means. */
export function outputFolder(named: string | undefined): string {
  if (named === "") throw new UserError("--out names no folder", "give the path of a folder");
  const fromCdktf = process.env["CDKTF_OUTDIR"] ?? "";
  return named ?? (fromCdktf === "" ? "cdktf.out" : fromCdktf);
}

type Synthesize = typeof import("../stacks/synthesize");

/** CDKTF is loaded here, and only here: it takes longer than everything else together. */
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
