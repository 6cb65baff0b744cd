import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countOf } from "../../report/text/count-of";
import { Refusal } from "../refusal";
import { runTerraform, TerraformFailed } from "../terraform/run-terraform";
import { blockText } from "./backend-block";
import { MOVED_STATE } from "./move-commands";
import { holds, isSameState, readState, type StateContent, withLineage } from "./state-content";
import type { MovedStack, StateMove } from "./state-moves";
import { moveFolder, seenFrom, statePlace } from "./state-place";

interface MoveProps {
  readonly binary: string;
  readonly env: NodeJS.ProcessEnv;
  /** A folder for what lies between the two backends; states, which may hold secrets, among it. */
  readonly work: string;
  readonly signal?: AbortSignal;
}

export type Moved =
  | { readonly kind: "moved" | "already-there"; readonly state: StateContent }
  /** It was never applied. */
  | { readonly kind: "no-state" }
  | { readonly kind: "initialized" };

/** Writes the two folders of a stack that its backends are asked from. */
export function prepareMove({ stack, from, to }: MovedStack, work: string): void {
  const folder = moveFolder(work, stack.name);
  mkdirSync(work, { recursive: true, mode: 0o700 });
  writeFileSync(join(work, ".gitignore"), "*\n");
  for (const [name, block] of [
    ["from", from],
    ["to", to],
  ] as const) {
    // What an earlier move left there may be of other backends.
    rmSync(join(folder, name), { recursive: true, force: true });
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    // A backend's arguments may be credentials.
    const text = blockText(seenFrom(block, stack.folder));
    writeFileSync(join(folder, name, "main.tf.json"), text, { mode: 0o600 });
  }
}

/** Moves one stack's state, or does what is left of it. Nothing is deleted, and no other state written over. */
export class StateMover {
  private readonly env: NodeJS.ProcessEnv;

  constructor(private readonly props: MoveProps) {
    this.env = { ...props.env, TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" };
  }

  /** @throws Refusal where the states don't fit; TerraformFailed */
  async run(move: Exclude<StateMove, { kind: "in-place" | "unknown" }>): Promise<Moved> {
    const { stack, to } = move;
    const moved = move.kind === "move" ? await this.move(move) : { kind: "initialized" as const };
    if (to.type === "cloud")
      rmSync(join(stack.folder, ".terraform", "terraform.tfstate"), { force: true });
    const flags = to.type === "cloud" ? [] : ["-reconfigure"];
    await this.terraform(stack.folder, stack.name, ["init", "-no-color", ...flags]);
    return moved;
  }

  private async move(move: MovedStack): Promise<Moved> {
    const { name } = move.stack;
    prepareMove(move, this.props.work);
    const folder = moveFolder(this.props.work, name);
    const [from, to] = [join(folder, "from"), join(folder, "to")];
    const before = await this.initAndPull(from, name);
    if (before === undefined) return { kind: "no-state" };
    const there = await this.initAndPull(to, name);
    const files = { copied: join(folder, MOVED_STATE), arrived: join(folder, "arrived.tfstate") };
    const earlier = { copied: readFile(files.copied), arrived: readFile(files.arrived) };
    if (there !== undefined && isFrom(there, before, earlier, move))
      return { kind: "already-there", state: there };
    const pushed = there === undefined ? before.text : withLineage(before.text, there.lineage);
    writePrivately(files.copied, pushed);
    await this.terraform(to, name, ["state", "push", `../${MOVED_STATE}`]);
    const after = await this.pull(to, name);
    if (after === undefined || !holds(after, before)) throw notTheSame(move, before, after);
    writePrivately(files.arrived, after.text);
    const now = await this.pull(from, name);
    if (now === undefined || !isSameState(now, before)) throw appliedMeanwhile(move);
    return { kind: "moved", state: after };
  }

  private async initAndPull(folder: string, of: string): Promise<StateContent | undefined> {
    await this.terraform(folder, of, ["init", "-no-color"]);
    return this.pull(folder, of);
  }

  private async pull(folder: string, of: string): Promise<StateContent | undefined> {
    return readState((await this.terraform(folder, of, ["state", "pull"])).stdout);
  }

  private async terraform(folder: string, of: string, args: readonly string[]) {
    const { binary, signal } = this.props;
    const outcome = await runTerraform({ binary, folder, args, env: this.env, signal });
    if (outcome.code === 0) return outcome;
    throw new TerraformFailed(of, args[0] ?? "", `${outcome.stdout}\n${outcome.stderr}`.trim());
  }
}

function readFile(file: string): StateContent | undefined {
  return existsSync(file) ? readState(readFileSync(file, "utf8")) : undefined;
}

function writePrivately(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
}

interface EarlierRun {
  /** What it wrote to the new backend. */
  readonly copied: StateContent | undefined;
  /** The same as the new backend had it then. */
  readonly arrived: StateContent | undefined;
}

/**
 * Whether what is in the new backend came from the old one, and may have been applied to since.
 *
 * @returns false where the old one went on since an earlier run, and the new one didn't
 * @throws Refusal where both did, or it is of something else
 */
function isFrom(
  there: StateContent,
  before: StateContent,
  { copied, arrived }: EarlierRun,
  move: MovedStack,
): boolean {
  if (holds(there, before)) return true;
  if (copied !== undefined && arrived !== undefined && there.lineage === arrived.lineage) {
    if (isSameState(before, copied)) return true;
    if (isSameState(there, arrived)) return false;
  }
  throw new Refusal(
    `${statePlace(move.to, move.stack.folder)} has another state: ${describe(there)}; that of ${move.stack.name} is ${describe(before)}`,
    "nothing was changed: look at both with `terraform show`; if the one there was begun by mistake, or is an old copy that an earlier move left behind, delete it there, and run this again",
  );
}

function notTheSame(
  { stack, to }: MovedStack,
  before: StateContent,
  after: StateContent | undefined,
): Refusal {
  return new Refusal(
    `${statePlace(to, stack.folder)} has ${after === undefined ? "no state" : describe(after)} after ${describe(before)} was written there`,
    `somebody else writes there: apply nothing of ${stack.name} until you know who; the old state is as it was`,
  );
}

function appliedMeanwhile({ stack, from }: MovedStack): Refusal {
  return new Refusal(
    `somebody applied ${stack.name} while its state moved: ${statePlace(from, stack.folder)} has changed`,
    "see to it that nobody applies with the old backend any more, and run this again: it takes what is newer",
  );
}

function describe({ lineage, serial, resources }: StateContent): string {
  return `serial ${serial} of ${lineage.slice(0, 8)} with ${countOf(resources, "resource")}`;
}
