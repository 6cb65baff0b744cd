import { EXIT, type ExitCode } from "./exit-code";
import { writeError } from "./user-error";

/** How it ends where stdout can't be written: a full disk is told like any other, and a reader that left is no fault. */
export function outputError(error: NodeJS.ErrnoException): ExitCode {
  // As `| head` does.
  if (error.code === "EPIPE") return EXIT.holds;
  const { message, fix } = writeError("what belongs on stdout", error);
  console.error(`gatehouse: ${message}\n  fix: ${fix}`);
  return EXIT.badInput;
}
