import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmulatedAws } from "../../scripts/demo/emulated-aws";
import { type Emulator, startEmulator } from "../../scripts/demo/emulator/start-emulator";
import { CREDENTIALS, type Seed } from "../../scripts/demo/emulator/seed-of";
import { findTools } from "../../scripts/demo/find-tools";

/** An organisation of three accounts. */
export const SMALL_SEED: Seed = {
  organizationId: "o-a1b2c3d4e5",
  managementAccountId: "111111111111",
  region: "eu-west-1",
  ...CREDENTIALS,
  accounts: [
    { id: "222222222222", name: "tooling" },
    { id: "400000000001", name: "shop-dev", ou: "Workloads/Dev" },
  ],
  identityCenter: { accountId: "111111111111", region: "eu-west-1", groups: ["Testers"] },
};

export interface TestEmulator {
  readonly aws: EmulatedAws;
  readonly endpoint: string;
}

/** Starts an emulator before the tests of a file, and stops it after them; without the tools the tests fail. */
export function useEmulator(seed: Seed = SMALL_SEED): TestEmulator {
  let emulator: Emulator | undefined;
  let folder: string | undefined;
  beforeAll(async () => {
    const found = findTools();
    if (found.kind === "missing") throw new Error(`missing: ${found.missing.join("; ")}`);
    folder = mkdtempSync(join(tmpdir(), "gatehouse-emulator-"));
    const log = join(folder, "emulator.log");
    emulator = await startEmulator({ python: found.tools.python, seed, log });
  }, 120_000);
  afterAll(async () => {
    await emulator?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  const endpoint = (): string => {
    if (emulator === undefined) throw new Error("the emulator is not started");
    return emulator.endpoint;
  };
  return {
    get endpoint() {
      return endpoint();
    },
    get aws() {
      return new EmulatedAws(endpoint());
    },
  };
}
