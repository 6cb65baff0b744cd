import { findTools } from "../../scripts/demo/find-tools";

/**
 * A `describe` for tests that need tools which not every machine has. Without them CI gets a failing test; on a user's
 * machine one test says in its name, and a warning on stderr, what did not run.
 * @param missing what is missing and how to mend it, or nothing
 */
export function describeWith(missing: string | undefined, name: string, tests: () => void): void {
  describe(name, () => {
    if (missing === undefined) {
      tests();
      return;
    }
    const [what = missing] = missing.split(":");
    test(`NOT RUN: ${what}`, () => {
      if ((process.env.CI ?? "") !== "") throw new Error(missing);
      process.stderr.write(`\nWARNING: "${name}" was NOT RUN. ${missing}\n\n`);
    });
  });
}

/** A `describe` for tests that run the emulator, Terraform and the AWS provider. */
export function describeWithEmulator(name: string, tests: () => void): void {
  const found = findTools();
  const missing = found.kind === "missing" ? `missing ${found.missing.join("; ")}` : undefined;
  describeWith(missing, name, tests);
}
