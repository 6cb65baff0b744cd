import { readFileSync } from "node:fs";
import type { Command } from "commander";
import type { LoadedPlatform } from "../../lib/model/load-platform";
import type { Platform } from "../../lib/model/platform";
import { digest, type Digest } from "../../lib/promotion/digest";
import { type GeneratedStack, readGenerated } from "../../lib/promotion/generated";
import { Journal } from "../../lib/promotion/journal/journal";
import { StackTerraform } from "../../lib/promotion/terraform/stack-terraform";
import { planWaves, type Wave } from "../../lib/promotion/waves";
import { configFile, loadConfig } from "../load-config";
import { outputFolder } from "../output-folder";
import { terraformBinary } from "../terraform-binary";
import { UserError } from "../user-error";
import { writeStacks } from "../write-stacks";
import { hcpRuns } from "./hcp";
import { journalStore } from "./journal-store";
import { whoRuns } from "./this-process";

/** What every command about promotion is told. */
export interface PromotionChoice {
  readonly config?: string;
  /** A folder with a manifest and stacks. */
  readonly from?: string;
}

/** A platform whose stacks are promoted. */
export interface OpenPromotion {
  /** The path of the config. */
  readonly file: string;
  readonly platform: Platform;
  readonly config: Digest;
  /** Where the generated Terraform is. */
  readonly folder: string;
  readonly stacks: readonly GeneratedStack[];
  readonly waves: readonly Wave[];
  readonly journal: Journal;
}

export type OpenedPromotion =
  ({ readonly kind: "valid" } & OpenPromotion) | Extract<LoadedPlatform, { kind: "invalid" }>;

export function addPromotionOptions(command: Command): Command {
  return command
    .option("-c, --config <file>", "the config file")
    .option(
      "--from <folder>",
      "Terraform that is there already, with its manifest, such as of a CDKTF app of your own (default: cdktf.out)",
    );
}

export function addProcessesOption(command: Command): Command {
  return command.option(
    "-p, --processes <n>",
    "how many run Terraform at a time",
    (text: string) => {
      if (/^[1-9]\d?$/.test(text)) return Number(text);
      throw new UserError(`--processes takes a number from 1 to 99, not "${text}"`, "such as 4");
    },
    4,
  );
}

interface OpenOptions {
  /** Whether the Terraform is written anew by the config; never where --from names some. */
  readonly write?: boolean;
  /** Looks at the config once it is valid, before anything is written. */
  readonly before?: (file: string) => void;
}

/** Reads the config, the generated Terraform and the journal. */
export async function openPromotion(
  choice: PromotionChoice,
  { write = false, before = () => undefined }: OpenOptions = {},
): Promise<OpenedPromotion> {
  const file = configFile(choice.config);
  const loaded = await loadConfig(file);
  if (loaded.kind === "invalid") return loaded;
  const { platform } = loaded;
  if (choice.from === "")
    throw new UserError("--from names no folder", "name one that synth wrote");
  const folder = choice.from ?? outputFolder(undefined);
  const store = journalStore(platform, folder);
  before(file);
  if (write && choice.from === undefined) writeStacks(platform, folder);
  const stacks = readGenerated(folder);
  return {
    kind: "valid",
    file,
    platform,
    config: digest(readFileSync(file)),
    folder,
    stacks,
    waves: planWaves(platform, stacks),
    journal: await Journal.open({ store, who: whoRuns() }),
  };
}

/** Terraform as it is installed here. */
export function installedTerraform(
  { platform: { backend } }: Pick<OpenPromotion, "platform">,
  signal?: AbortSignal,
): StackTerraform {
  const runs = backend.type === "cloud" ? hcpRuns(backend, signal) : undefined;
  return new StackTerraform({ binary: terraformBinary(), env: process.env, signal, runs });
}

export function getWave(waves: readonly Wave[], name: string): Wave {
  const wave = waves.find((each) => each.name === name);
  if (wave !== undefined) return wave;
  throw new UserError(
    `there is no wave "${name}"`,
    `known: ${waves.map((each) => each.name).join(", ")}`,
  );
}
