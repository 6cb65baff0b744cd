import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processBegan, thisProcess } from "../../../cli/promotion/this-process";
import type { Platform } from "../../../lib/model/platform";
import type { AllowedSigners } from "../../../lib/promotion/approval";
import { applyBundle, type ApplyBundleProps } from "../../../lib/promotion/apply-bundle";
import type { ApplyResult } from "../../../lib/promotion/apply-result";
import type { BundleFolder } from "../../../lib/promotion/bundle-folder";
import { digest } from "../../../lib/promotion/digest";
import { readGenerated } from "../../../lib/promotion/generated";
import { FolderStore } from "../../../lib/promotion/journal/folder-store";
import { History } from "../../../lib/promotion/journal/history";
import { Journal } from "../../../lib/promotion/journal/journal";
import type { JournalStore } from "../../../lib/promotion/journal/journal-store";
import { planWave, type PlanWaveProps } from "../../../lib/promotion/plan-wave";
import { findTerraform } from "../../../lib/promotion/terraform/find-terraform";
import { StackTerraform } from "../../../lib/promotion/terraform/stack-terraform";
import { planWaves } from "../../../lib/promotion/waves";
import { terraformEnvironment } from "../../../scripts/terraform/terraform-environment";

type WavePlatform = Parameters<typeof planWaves>[0];
export type Rules = Partial<Omit<Platform["promotion"], "canaries">> & {
  readonly canaries?: readonly string[];
};

export interface LabStack {
  readonly dependencies?: readonly string[];
  /** Its Terraform beside the backend. @default one `terraform_data` */
  readonly content?: object;
}

export const REVISION = "a".repeat(40);
export const LATER = "b".repeat(40);

/** A platform with so many accounts in dev and prod, of which prod is open unless it is said to be protected. */
export function wavePlatform(
  accounts: Readonly<Record<string, string>>,
  { rules = {}, protect = false }: { readonly rules?: Rules; readonly protect?: boolean } = {},
): WavePlatform {
  return {
    environments: ["dev", "prod"].map((name) => ({ name, protected: protect && name === "prod" })),
    accounts: Object.entries(accounts).map(([name, environment]) => ({ name, environment })),
    promotion: {
      accountsAtATime: 10,
      canaries: [],
      pauseMinutes: 0,
      continueAtPercent: 100,
      allowedSigners: "allowed_signers",
      ...rules,
    },
  } as unknown as WavePlatform;
}

/** Stacks that need no provider, with real Terraform, real state and a real journal, in a folder of their own. */
export class PromotionLab {
  readonly out: string;
  readonly journalFolder: string;
  private readonly bundles: string;
  private made = 0;

  constructor(
    readonly platform: WavePlatform,
    readonly folder: string = mkdtempSync(join(tmpdir(), "gatehouse-promotion-")),
  ) {
    this.out = join(folder, "cdktf.out");
    this.journalFolder = join(folder, "state", "promotion", "journal");
    this.bundles = join(folder, "bundles");
  }

  /** Writes stacks as `synth` would; those that are there stay. */
  write(stacks: Readonly<Record<string, LabStack>>): void {
    for (const [name, { content = data(name) }] of Object.entries(stacks)) {
      const folder = join(this.out, "stacks", name);
      mkdirSync(folder, { recursive: true });
      const backend = { local: { path: `../../../state/${name}.tfstate` } };
      writeFileSync(
        join(folder, "cdk.tf.json"),
        JSON.stringify({ terraform: { backend }, ...content }),
      );
    }
    const manifest = Object.entries(stacks).map(([name, { dependencies = [] }]) => [
      name,
      { name, workingDirectory: `stacks/${name}`, dependencies },
    ]);
    writeFileSync(
      join(this.out, "manifest.json"),
      JSON.stringify({ stacks: Object.fromEntries(manifest) as object }),
    );
  }

  get stacks() {
    return readGenerated(this.out);
  }

  get waves() {
    return planWaves(this.platform, this.stacks);
  }

  get runner(): StackTerraform {
    return new StackTerraform({ binary: findTerraform() ?? "", env: terraformEnvironment() });
  }

  journal(store: JournalStore = new FolderStore(this.journalFolder)): Promise<Journal> {
    return Journal.open({ store, who: "tester@here" });
  }

  async history(): Promise<History> {
    return new History((await this.journal()).entries);
  }

  async plan(wave: string, more: Partial<PlanWaveProps> & { revision?: string } = {}) {
    const journal = await this.journal();
    const found = this.waves.find(({ name }) => name === wave);
    if (found === undefined) throw new Error(`no wave ${wave}`);
    const { revision = REVISION, ...props } = more;
    this.made += 1;
    const bundle = await planWave({
      wave: found,
      stacks: this.stacks,
      journal,
      runner: this.runner,
      processes: 2,
      out: join(this.bundles, `${wave}-${this.made}`),
      all: false,
      facts: {
        revision,
        rollback: false,
        config: digest("config"),
        gatehouse: "1.0.0",
        planner: "tester@here",
      },
      tell: () => undefined,
      ...props,
    });
    await journal.append({ type: "planned", bundle: bundle.digest, wave, revision });
    return bundle;
  }

  async applyProps(bundle: BundleFolder, journal?: Journal): Promise<ApplyBundleProps> {
    return {
      bundle,
      present: {
        waves: this.waves,
        stacks: this.stacks,
        config: digest("config"),
        tools: { gatehouse: "1.0.0", terraform: bundle.content.tools.terraform },
      },
      rules: this.platform.promotion,
      allowed: { file: "allowed_signers", texts: [] },
      journal: journal ?? (await this.journal()),
      holder: thisProcess(),
      processBegan,
      runner: this.runner,
      processes: 2,
      pause: () => Promise.resolve(),
      tell: () => undefined,
    };
  }

  async apply(bundle: BundleFolder, more: Partial<ApplyBundleProps> = {}): Promise<ApplyResult> {
    return applyBundle({ ...(await this.applyProps(bundle)), ...more });
  }

  async promote(wave: string, more: Partial<PlanWaveProps> & { revision?: string } = {}) {
    return this.apply(await this.plan(wave, more));
  }

  /** What Terraform keeps of a stack: how often it was written, and the inputs of its resources. */
  state(stack: string): { readonly serial: number; readonly inputs: readonly unknown[] } {
    const text = readFileSync(join(this.folder, "state", `${stack}.tfstate`), "utf8");
    const { serial, resources } = JSON.parse(text) as {
      serial: number;
      resources: readonly {
        instances: readonly { attributes: { input?: { value: unknown } | null } }[];
      }[];
    };
    return {
      serial,
      inputs: resources.flatMap(({ instances }) =>
        instances.map(({ attributes }) => attributes.input?.value),
      ),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function data(input: string): object {
  return { resource: { terraform_data: { it: { input } } } };
}

/** A stack whose apply fails, and whose plan doesn't. */
export const FAILING = {
  resource: {
    terraform_data: {
      it: { input: "x", provisioner: [{ "local-exec": { command: "echo it broke >&2; exit 1" } }] },
    },
  },
};

/** SSH keys of people, and the file that lists them. */
export class SigningKeys {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** The path of a new private key. */
  make(name: string): string {
    const file = join(this.folder, name);
    const { status, stderr } = spawnSync(
      "ssh-keygen",
      ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file],
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(stderr);
    return file;
  }

  /** The text of a file of allowed signers. */
  list(keys: Readonly<Record<string, string>>): string {
    const lines = Object.entries(keys).map(([principal, key]) => {
      const [type = "", body = ""] = readFileSync(`${key}.pub`, "utf8").split(" ");
      return `${principal} ${type} ${body}\n`;
    });
    return lines.join("");
  }

  allow(keys: Readonly<Record<string, string>>): AllowedSigners {
    return { file: "allowed_signers", texts: [this.list(keys)] };
  }
}
