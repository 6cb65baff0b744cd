import { loadConfig } from "../../cli/load-config";
import type { Platform } from "../../lib/model/platform";
import { EmulatedAws } from "../../scripts/demo/emulated-aws";
import { findTools } from "../../scripts/demo/find-tools";
import { Lab } from "../../scripts/demo/lab";

export interface OpenLab {
  readonly lab: Lab;
  readonly aws: EmulatedAws;
  readonly platform: Platform;
}

type Options = Pick<Parameters<typeof Lab.open>[0], "between">;

/** Opens a lab before the tests of a file, and closes it after them; without the tools the tests fail. */
export function useLab(config: string, options: Options = {}): () => OpenLab {
  let open: OpenLab | undefined;
  beforeAll(async () => {
    const found = findTools();
    if (found.kind === "missing") throw new Error(`missing: ${found.missing.join("; ")}`);
    const loaded = await loadConfig(config);
    if (loaded.kind === "invalid") throw new Error(`${config} is invalid`);
    const { platform } = loaded;
    const lab = await Lab.open({ platform, tools: found.tools, ...options });
    open = { lab, platform, aws: new EmulatedAws(lab.endpoint) };
  }, 180_000);
  afterAll(async () => {
    await open?.lab.close();
  }, 60_000);
  return () => {
    if (open === undefined) throw new Error("the lab is not open");
    return open;
  };
}
