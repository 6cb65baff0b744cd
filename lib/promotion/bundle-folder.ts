import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type BundleContent, bundleContent, isPlanned, type PlannedStack } from "./bundle";
import { digest, type Digest } from "./digest";
import { Refusal } from "./refusal";

/** The names of what is in a bundle. */
export const BUNDLE_FILES = {
  content: "bundle.json",
  stacks: "stacks",
  approvals: "approvals",
  plannerSignature: "planner.sig",
} as const;

/** The names of a planned stack's files. */
export const STACK_FILES = {
  /** Terraform's saved plan. */
  plan: "tfplan",
  /** What it changes, without values. */
  summary: "plan.json",
  /** The same as Terraform shows it to people. */
  text: "plan.txt",
  providers: "terraform.lock.hcl",
} as const;

/**
 * A bundle on disk. Saved plans may hold secrets in the clear, so nobody but its owner may read it.
 * https://developer.hashicorp.com/terraform/cli/commands/plan#out-filename
 */
export class BundleFolder {
  private constructor(
    readonly path: string,
    readonly content: BundleContent,
    /** Of the content, which has the digests of all other files: what is signed and recorded. */
    readonly digest: Digest,
  ) {}

  /** @throws Refusal where a file is missing, was changed or doesn't belong there */
  static open(path: string): BundleFolder {
    const folder = resolve(path);
    const text = readContent(folder);
    const parsed = bundleContent.safeParse(parseJson(text));
    if (!parsed.success) {
      throw new Refusal(
        `${join(folder, BUNDLE_FILES.content)} is not the content of a bundle`,
        "plan again: gatehouse promote plan",
      );
    }
    const bundle = new BundleFolder(folder, parsed.data, digest(text));
    bundle.checkFiles();
    return bundle;
  }

  /** An absolute path. */
  fileOf(stack: string, file: string): string {
    return join(this.path, BUNDLE_FILES.stacks, stack, file);
  }

  get plannerSignature(): string | undefined {
    const file = join(this.path, BUNDLE_FILES.plannerSignature);
    return existsSync(file) ? file : undefined;
  }

  /** Files of signatures, sorted. */
  get approvals(): string[] {
    const folder = join(this.path, BUNDLE_FILES.approvals);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(".sig"))
      .sort()
      .map((name) => join(folder, name));
  }

  /** All that it has, as paths within it: its content at last, so that whoever finds that finds all. */
  get files(): string[] {
    const { stacks, approvals, plannerSignature, content } = BUNDLE_FILES;
    return [
      ...this.content.stacks
        .filter(isPlanned)
        .flatMap(({ name, files }) =>
          Object.keys(files).map((file) => `${stacks}/${name}/${file}`),
        ),
      ...this.approvals.map((file) => `${approvals}/${basename(file)}`),
      ...(this.plannerSignature === undefined ? [] : [plannerSignature]),
      content,
    ];
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  addPlannerSignature(signature: string): void {
    writeFileSync(join(this.path, BUNDLE_FILES.plannerSignature), signature, { mode: 0o600 });
  }

  addApproval(signature: string): void {
    const folder = join(this.path, BUNDLE_FILES.approvals);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const name = `${digest(signature).slice(0, 16)}.sig`;
    writeFileSync(join(folder, name), signature, { mode: 0o600 });
  }

  private checkFiles(): void {
    for (const stack of this.content.stacks.filter(isPlanned)) this.checkStack(stack);
  }

  private checkStack({ name, files }: PlannedStack): void {
    for (const [file, expected] of Object.entries(files)) {
      const path = this.fileOf(name, file);
      if (existsSync(path) && digest(readFileSync(path)) === expected) continue;
      throw new Refusal(
        `${path} is ${existsSync(path) ? "not what was planned: its digest differs" : "missing"}`,
        "find out who changed the bundle, and plan again",
      );
    }
  }
}

/** A bundle that is being made, beside where it will be. */
export class NewBundle {
  private readonly temporary: string;

  /** @throws Refusal where something is there already */
  constructor(private readonly path: string) {
    if (existsSync(path))
      throw new Refusal(`${path} is there already`, "give the bundle another name, or remove it");
    this.temporary = `${resolve(path)}.tmp-${process.pid}`;
    mkdirSync(join(this.temporary, BUNDLE_FILES.stacks), { recursive: true, mode: 0o700 });
  }

  /** A folder for a stack's files; absolute. */
  folderOf(stack: string): string {
    const folder = join(this.temporary, BUNDLE_FILES.stacks, stack);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  write(stack: string, file: string, content: string | Uint8Array): Digest {
    writeFileSync(join(this.folderOf(stack), file), content, { mode: 0o600 });
    return digest(content);
  }

  forget(stack: string): void {
    rmSync(join(this.temporary, BUNDLE_FILES.stacks, stack), { recursive: true, force: true });
  }

  /** Puts it in its place, whole. */
  finish(content: BundleContent): BundleFolder {
    return this.finishAs(`${JSON.stringify(content, null, 2)}\n`);
  }

  /** The same with its content as it was written elsewhere, to the byte. */
  finishAs(content: string | Uint8Array): BundleFolder {
    writeFileSync(join(this.temporary, BUNDLE_FILES.content), content, { mode: 0o600 });
    mkdirSync(dirname(resolve(this.path)), { recursive: true });
    renameSync(this.temporary, this.path);
    return BundleFolder.open(this.path);
  }

  /** Does nothing once it is finished. */
  discard(): void {
    rmSync(this.temporary, { recursive: true, force: true });
  }
}

function readContent(folder: string): Buffer {
  try {
    return readFileSync(join(folder, BUNDLE_FILES.content));
  } catch {
    throw new Refusal(
      `${folder} is no bundle: there is no ${BUNDLE_FILES.content} in it that can be read`,
      "give the folder that gatehouse promote plan -o wrote",
    );
  }
}

function parseJson(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}
