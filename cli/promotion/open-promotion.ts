import { readFileSync } from "node:fs";
import type { Command } from "commander";
import type { LoadedPlatform } from "../../lib/model/load-platform";
import type { Platform } from "../../lib/model/platform";
import type { Phase } from "../../lib/model/provisioner-names";
import { digest, type Digest } from "../../lib/promotion/digest";
import { type GeneratedStack, readGenerated } from "../../lib/promotion/generated";
import { RoleNotTaken } from "../../lib/promotion/credentials/role-session";
import { Journal } from "../../lib/promotion/journal/journal";
import { NoStore } from "../../lib/promotion/journal/no-store";
import type { JournalStore } from "../../lib/promotion/journal/journal-store";
import { promotedStacks } from "../../lib/promotion/promoted-stacks";
import { StackTerraform } from "../../lib/promotion/terraform/stack-terraform";
import { planWaves, type Wave } from "../../lib/promotion/waves";
import { configFile, loadConfig } from "../load-config";
import { outputFolder } from "../output-folder";
import { terraformBinary } from "../terraform-binary";
import { UserError } from "../user-error";
import { writeStacks } from "../write-stacks";
import { hcpRuns } from "./hcp";
import { journalStore } from "./journal-store";
import { PromotionCredentials } from "./promotion-credentials";
import { whoRuns } from "./this-process";

/** What every command about promotion is told. */
export interface PromotionChoice {
  readonly config?: string;
  /** A folder with a manifest and stacks. */
  readonly from?: string;
  /** Whether no role of bootstrap is taken. */
  readonly ownCredentials?: true;
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
  readonly credentials: PromotionCredentials;
}

export type OpenedPromotion =
  ({ readonly kind: "valid" } & OpenPromotion) | Extract<LoadedPlatform, { kind: "invalid" }>;

export function addPromotionOptions(command: Command): Command {
  return command
    .option("-c, --config <file>", "the config file")
    .option(
      "--from <folder>",
      "Terraform that is there already, with its manifest, such as of a CDKTF app of your own (default: cdktf.out)",
    )
    .option(
      "--own-credentials",
      "take no role of provisioner.bootstrap: for administrators, whose credentials then do everything",
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
  /** Whether a journal that the roles here may not read is done without: every stack then counts as changed. */
  readonly onlyLooks?: boolean;
  /** What is over by then is an error. @default nothing is, so that what was approved in time can be applied */
  readonly now?: Date;
}

/** Reads the config, the generated Terraform and the journal. */
export async function openPromotion(
  choice: PromotionChoice,
  { write = false, before = () => undefined, onlyLooks = false, now }: OpenOptions = {},
): Promise<OpenedPromotion> {
  const place = await findPromotion(choice, now);
  if (place.kind === "invalid") return place;
  const { file, platform, folder, credentials } = place;
  const store = journalStore(platform, folder, credentials);
  before(file);
  if (write && choice.from === undefined) writeStacks(platform, folder);
  const stacks = promotedStacks(platform, readGenerated(folder));
  return {
    ...place,
    config: digest(readFileSync(file)),
    stacks,
    waves: planWaves(platform, stacks),
    journal: await (onlyLooks ? lookAtJournal(store) : Journal.open({ store, who: whoRuns() })),
  };
}

/** A pull request's job may not take the role of the journal. */
async function lookAtJournal(store: JournalStore): Promise<Journal> {
  try {
    return await Journal.open({ store, who: whoRuns() });
  } catch (error) {
    if (!(error instanceof RoleNotTaken)) throw error;
    console.error("note: the journal can't be read here, so every stack is planned");
    return Journal.open({ store: new NoStore(), who: whoRuns() });
  }
}

type PromotionPlace = Pick<OpenPromotion, "credentials" | "file" | "folder" | "platform">;

/**
 * Reads the config, and asks for no Terraform: who hands a bundle over, or signs it, needs none.
 *
 * @param now what is over by then is an error; nothing is where it is left out
 */
export async function findPromotion(
  choice: PromotionChoice,
  now?: Date,
): Promise<
  ({ readonly kind: "valid" } & PromotionPlace) | Extract<LoadedPlatform, { kind: "invalid" }>
> {
  const file = configFile(choice.config);
  const loaded = await loadConfig(file, { now });
  if (loaded.kind === "invalid") return loaded;
  if (choice.from === "")
    throw new UserError("--from names no folder", "name one that synth wrote");
  const folder = choice.from ?? outputFolder(undefined);
  const { platform } = loaded;
  const credentials = new PromotionCredentials(platform, choice.ownCredentials ?? false);
  return { kind: "valid", file, platform, folder, credentials };
}

export function openJournal({ platform, folder, credentials }: PromotionPlace): Promise<Journal> {
  return Journal.open({ store: journalStore(platform, folder, credentials), who: whoRuns() });
}

/** Terraform as it is installed here, which plans or applies each stack as that one's role, where it has any. */
export function installedTerraform(
  { platform: { backend }, waves, credentials: roles }: OpenPromotion,
  phase: Phase,
  signal?: AbortSignal,
): StackTerraform {
  const runs = backend.type === "cloud" ? hcpRuns(backend, signal) : undefined;
  const credentials = roles.ofStacks(phase, waves);
  return new StackTerraform({
    binary: terraformBinary(),
    env: process.env,
    signal,
    runs,
    credentials,
  });
}

export function getWave(waves: readonly Wave[], name: string): Wave {
  const wave = waves.find((each) => each.name === name);
  if (wave !== undefined) return wave;
  throw new UserError(
    `there is no wave "${name}"`,
    `known: ${waves.map((each) => each.name).join(", ")}`,
  );
}
