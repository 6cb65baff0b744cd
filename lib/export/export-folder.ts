import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { digest } from "../promotion/digest";
import type { Found } from "./compare-export";

/** What Terraform reads of a folder. https://developer.hashicorp.com/terraform/language/files */
const TERRAFORM = /\.(tf|tofu|tfvars)(\.json)?$/;

/** Looks into a folder that an export is in, or comes into. */
export class ExportFolder {
  constructor(readonly path: string) {}

  /** Names of what is there, but for git's own. */
  content(): string[] {
    return entriesOf(this.path)
      .map(({ name }) => name)
      .filter((name) => name !== ".git");
  }

  /** A link is no file: what it leads to is not the export's. */
  find(path: string): Found {
    const file = join(this.path, path);
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return "nothing";
    return stats.isFile() ? digest(readFileSync(file)) : "no-file";
  }

  /** Paths of Terraform's files in the folders of stacks, which it would read with those that were exported. */
  terraformFiles(): string[] {
    return entriesOf(join(this.path, "stacks"))
      .filter((entry) => entry.isDirectory())
      .flatMap((stack) =>
        entriesOf(join(this.path, "stacks", stack.name))
          .filter(({ name }) => TERRAFORM.test(name) && !name.startsWith("."))
          .map(({ name }) => `stacks/${stack.name}/${name}`),
      );
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
