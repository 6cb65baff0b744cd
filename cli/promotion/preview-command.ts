import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { previewWaves, type WavePreview } from "../../lib/promotion/preview-waves";
import { describeStack } from "../../lib/promotion/text/describe-stack";
import { previewMarkdown } from "../../lib/promotion/text/preview-markdown";
import { renderTable } from "../../lib/report/text/render-table";
import { version } from "../../package.json";
import { type Done, EXIT } from "../exit-code";
import { printInvalid } from "../print-invalid";
import { terminalWidth } from "../terminal-width";
import { untilInterrupted } from "../until-interrupted";
import {
  addProcessesOption,
  addPromotionOptions,
  getWave,
  installedTerraform,
  type OpenPromotion,
  openPromotion,
  type PromotionChoice,
} from "./open-promotion";
import { sourceRevision } from "./source-revision";
import { tellPlanned } from "./tell-planned";
import { whoRuns } from "./this-process";

interface PreviewOptions extends PromotionChoice {
  readonly wave?: string;
  readonly json?: true;
  readonly md?: true;
  readonly processes: number;
}

export function previewCommand(command: Command, done: Done): void {
  addProcessesOption(addPromotionOptions(command))
    .option("--wave <name>", "such as dev (default: all of them)")
    .option("--json", "print as JSON on stdout")
    .option("--md", "print as Markdown, for a pull request")
    .addHelpText(
      "after",
      "\nIt needs no role that applies; where the journal can't be read, every stack is planned. No value is printed.",
    )
    .action(async (options: PreviewOptions) => {
      const opened = await openPromotion(options, {
        write: true,
        before: sourceRevision,
        onlyLooks: true,
      });
      if (opened.kind === "invalid") {
        printInvalid(opened.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const previews = await preview(opened, options);
      if (options.json) console.log(JSON.stringify({ waves: previews }, null, 2));
      else if (options.md) process.stdout.write(previewMarkdown(previews));
      else console.log(renderPreviews(previews));
      done(EXIT.holds);
    });
}

async function preview(
  opened: OpenPromotion,
  { wave, processes }: PreviewOptions,
): Promise<WavePreview[]> {
  const { file, journal, stacks, config, waves } = opened;
  // Saved plans may hold secrets: nobody else can look into this folder.
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-preview-"));
  try {
    return await untilInterrupted((signal) =>
      previewWaves({
        waves: wave === undefined ? waves : [getWave(waves, wave)],
        folder,
        stacks,
        journal,
        runner: installedTerraform(opened, "plan", signal),
        processes,
        all: false,
        facts: {
          revision: sourceRevision(file),
          rollback: false,
          config,
          gatehouse: version,
          planner: whoRuns(),
        },
        tell: tellPlanned,
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function renderPreviews(previews: readonly WavePreview[]): string {
  return previews
    .map(({ wave, protected: isProtected, stacks }) =>
      [
        `Wave ${wave}${isProtected ? " (protected)" : ""}:`,
        ...renderTable(
          stacks.map(({ stack }) => [stack.name, describeStack(stack)]),
          { width: terminalWidth() },
        ),
      ].join("\n"),
    )
    .join("\n\n");
}
