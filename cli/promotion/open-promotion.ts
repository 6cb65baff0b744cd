import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import type { LoadedPlatform } from "../../lib/model/load-platform";
import type { Platform } from "../../lib/model/platform";
import { digest, type Digest } from "../../lib/promotion/digest";
import { type GeneratedStack, readGenerated } from "../../lib/promotion/generated";
import { FolderStore } from "../../lib/promotion/journal/folder-store";
import { Journal } from "../../lib/promotion/journal/journal";
import type { JournalStore } from "../../lib/promotion/journal/journal-store";
import { promotedStacks } from "../../lib/promotion/promoted-stacks";
import { findTerraform } from "../../lib/promotion/terraform/find-terraform";
import { StackTerraform } from "../../lib/promotion/terraform/stack-terraform";
import { planWaves, type Wave } from "../../lib/promotion/waves";
import { configFile, loadConfig } from "../load-config";
import { outputFolder } from "../output-folder";
import { UserError } from "../user-error";
import { writeStacks } from "../write-stacks";
import { hcpRuns, hcpStore } from "./hcp";
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
  const stacks = promotedStacks(platform, readGenerated(folder));
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
  const binary = findTerraform();
  const runs = backend.type === "cloud" ? hcpRuns(backend, signal) : undefined;
  if (binary !== undefined) return new StackTerraform({ binary, env: process.env, signal, runs });
  throw new UserError(
    "there is no terraform on the PATH",
    "install Terraform 1.10 or later (https://developer.hashicorp.com/terraform/install), or name it in TERRAFORM_BINARY_NAME",
  );
}

export function getWave(waves: readonly Wave[], name: string): Wave {
  const wave = waves.find((each) => each.name === name);
  if (wave !== undefined) return wave;
  throw new UserError(
    `there is no wave "${name}"`,
    `known: ${waves.map((each) => each.name).join(", ")}`,
  );
}

/** The journal lies beside the state. */
function journalStore({ backend }: Platform, folder: string): JournalStore {
  switch (backend.type) {
    case "local":
      // State paths lead from a stack's folder to the one that the output is in.
      return new FolderStore(
        join(dirname(resolve(folder)), backend.directory, "promotion", "journal"),
      );
    case "s3":
      return s3Store(backend);
    case "cloud":
      return hcpStore(backend);
  }
}

type S3Backend = Extract<Platform["backend"], { readonly type: "s3" }>;
type S3Module = typeof import("../../lib/promotion/journal/s3-store");

/** The AWS SDK is loaded here, and only here: most commands don't need it. */
function s3Store({ bucket, region, keyPrefix, kmsKeyArn }: S3Backend): JournalStore {
  const { S3Store } = require("../../lib/promotion/journal/s3-store") as S3Module;
  return S3Store.inRegion(region, {
    bucket,
    prefix: `${keyPrefix}/promotion/journal`,
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
  });
}
