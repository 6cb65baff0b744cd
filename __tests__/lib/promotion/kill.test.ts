import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { BundleFolder } from "../../../lib/promotion/bundle-folder";
import type { JournalEvent } from "../../../lib/promotion/journal/entry";
import { type LabStack, PromotionLab, wavePlatform } from "../../support/promotion/promotion-lab";
import { describeWithTerraform } from "../../support/terraform";
import { ROOT } from "../../support/synth-platform";

const STACKS: Readonly<Record<string, LabStack>> = { "target-a": {}, "target-b": {} };

/** The lines that an apply of both writes, in order. */
const LINES = [
  "locked",
  "started",
  "applying target-a",
  "applied target-a",
  "applying target-b",
  "applied target-b",
  "finished",
  "unlocked",
];

const PLATFORM = wavePlatform({ a: "dev", b: "dev" });

interface Planned {
  readonly lab: PromotionLab;
  readonly bundle: BundleFolder;
}

const labs: PromotionLab[] = [];
afterEach(() => {
  for (const each of labs.splice(0)) each.remove();
});

async function plan(
  lab: PromotionLab,
  stacks: Readonly<Record<string, LabStack>>,
): Promise<Planned> {
  lab.write(stacks);
  return { lab, bundle: await lab.plan("dev") };
}

async function planned(stacks: Readonly<Record<string, LabStack>>): Promise<Planned> {
  const lab = new PromotionLab(PLATFORM);
  labs.push(lab);
  return plan(lab, stacks);
}

/** All that a plan left on disk, in another folder: what is applied there is as if it had been planned there. */
function copied({ lab: { folder }, bundle }: Planned): Planned {
  const lab = new PromotionLab(PLATFORM, mkdtempSync(join(tmpdir(), "gatehouse-promotion-")));
  labs.push(lab);
  cpSync(folder, lab.folder, { recursive: true, verbatimSymlinks: true });
  return { lab, bundle: BundleFolder.open(join(lab.folder, relative(folder, bundle.path))) };
}

/** Applies in a process of its own, which ends itself there. */
function start(lab: PromotionLab, bundle: BundleFolder, moment: string, line: number) {
  const script = join(ROOT, "__tests__", "support", "promotion", "apply-and-die.ts");
  const child = spawn(
    process.execPath,
    ["--import", "tsx", script, lab.folder, bundle.path, moment, String(line)],
    { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once("exit", (_, signal) => resolve(signal));
  });
  return { child, ended };
}

/** What there is in the end: the state of each stack, and what the journal comes to. */
async function outcome(lab: PromotionLab) {
  const history = await lab.history();
  return {
    states: Object.keys(STACKS).map((name) => lab.state(name)),
    settled: Object.keys(STACKS).map((name) => history.settled(name)?.event.type),
    finished: history.finished("dev")?.event.failed,
    lock: history.lock(),
  };
}

const written = (event: JournalEvent): string =>
  "stack" in event ? `${event.type} ${event.stack}` : event.type;

describeWithTerraform("a promotion that is ended by kill -9", () => {
  // No apply is to be told from another by its plan: one plan is enough for all of them.
  const original = new PromotionLab(PLATFORM);
  let once: Planned;
  beforeAll(async () => {
    once = await plan(original, STACKS);
  });
  afterAll(() => original.remove());

  test("and one that isn't write these lines, by which the others are ended", async () => {
    const { lab, bundle } = copied(once);
    await lab.apply(bundle, { processes: 1 });
    expect((await lab.journal()).entries.slice(1).map(({ event }) => written(event))).toEqual(
      LINES,
    );
    expect(await outcome(lab)).toEqual({
      states: [
        { serial: 1, inputs: ["target-a"] },
        { serial: 1, inputs: ["target-b"] },
      ],
      settled: ["applied", "applied"],
      finished: [],
      lock: undefined,
    });
  });

  test.each(
    LINES.flatMap((line, index) =>
      (["before", "after"] as const).map((moment) => [moment, line, index + 1] as const),
    ),
  )(
    "%s “%s” ends as if nothing had happened, once it is applied again",
    async (moment, _, line) => {
      const { lab, bundle } = copied(once);
      expect(await start(lab, bundle, moment, line).ended).toBe("SIGKILL");
      expect(await lab.apply(bundle)).toMatchObject({
        applied: ["target-a", "target-b"],
        failed: [],
        finished: true,
      });
      expect(await outcome(lab)).toEqual({
        // Serial 1: each was applied once.
        states: [
          { serial: 1, inputs: ["target-a"] },
          { serial: 1, inputs: ["target-b"] },
        ],
        settled: ["applied", "applied"],
        finished: [],
        lock: undefined,
      });
    },
  );

  test("while Terraform runs lets Terraform end, waits for it, and applies nothing twice", async () => {
    const marker = "../../../begun";
    const command = `echo one; touch ${marker}; sleep 2; echo a line for a reader that is gone`;
    const slow = { input: "target-a", provisioner: [{ "local-exec": { command } }] };
    const { lab, bundle } = await planned({
      ...STACKS,
      "target-a": { content: { resource: { terraform_data: { it: slow } } } },
    });
    const { child, ended } = start(lab, bundle, "before", 99);
    while (!existsSync(join(lab.folder, "begun"))) await wait(20);
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    const told: string[] = [];
    const result = await lab.apply(bundle, {
      tell: (event) => told.push("stack" in event ? `${event.kind} ${event.stack}` : event.kind),
    });
    expect(result).toMatchObject({ failed: [], finished: true });
    expect(told).toContain("settled target-a");
    expect(told).not.toContain("applying target-a");
    expect((await outcome(lab)).states).toEqual([
      { serial: 1, inputs: ["target-a"] },
      { serial: 1, inputs: ["target-b"] },
    ]);
  });

  test("of which Terraform wrote a half is planned again, and not applied by a plan that no longer fits", async () => {
    const failing = { input: "second", depends_on: ["terraform_data.it"] };
    const half = {
      resource: {
        terraform_data: {
          it: { input: "first" },
          second: { ...failing, provisioner: [{ "local-exec": { command: "exit 1" } }] },
        },
      },
    };
    const { lab, bundle } = await planned({ ...STACKS, "target-a": { content: half } });
    await lab.apply(bundle);
    const again = await lab.apply(bundle);
    expect(again).toMatchObject({ applied: ["target-b"], failed: ["target-a"], finished: false });
    const last = (await lab.history()).lastDone("target-a")?.event;
    expect(last).toMatchObject({
      type: "failed",
      reason: expect.stringContaining("halfway") as string,
    });
  });
});
