import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { Platform } from "../model/platform";
import type { ApplyEvent, ApplyResult } from "./apply-result";
import { type AllowedSigners, getApprover } from "./approval";
import { type BundleStack, isPlanned, type PlannedStack } from "./bundle";
import { type BundleFolder, STACK_FILES } from "./bundle-folder";
import { checkBundle, checkHistory, type PresentFacts } from "./check-bundle";
import type { Digest } from "./digest";
import { type GeneratedStack, PROVIDER_LOCK } from "./generated";
import { History } from "./journal/history";
import type { Journal } from "./journal/journal";
import { type Holder, type ProcessClock, PromotionLock } from "./lock";
import { Refusal } from "./refusal";
import { passes, runBatches, type StackResult } from "./run-batches";
import { resumeStack } from "./resume-stack";
import { sideBySide } from "./side-by-side";
import { isSameState } from "./same-state";
import { TerraformFailed } from "./terraform/run-terraform";
import type { TerraformRunner } from "./terraform/stack-terraform";
import type { StateId } from "./terraform/state-id";
import type { Signer } from "./signature";
import { describeFailure } from "./text/describe-failure";
import type { Wave } from "./waves";

export interface ApplyBundleProps {
  readonly bundle: BundleFolder;
  readonly present: PresentFacts;
  readonly rules: Platform["promotion"];
  readonly allowed: AllowedSigners;
  readonly journal: Journal;
  readonly holder: Holder;
  readonly processBegan: ProcessClock;
  readonly runner: TerraformRunner;
  readonly processes: number;
  readonly pause: (minutes: number) => Promise<void>;
  readonly signal?: AbortSignal;
  readonly tell: (event: ApplyEvent) => void;
}

/**
 * Applies a bundle, and nothing else. What an earlier run of it did is not done again.
 *
 * @throws Refusal where anything is other than it was planned; then nothing is applied
 */
export async function applyBundle(props: ApplyBundleProps): Promise<ApplyResult> {
  const { bundle, present, journal, tell } = props;
  const wave = checkBundle(bundle.content, present);
  const approver =
    wave.protected || bundle.content.protected ? getApprover(bundle, props.allowed) : undefined;
  const before = new History(journal.entries).lock();
  const lock = await PromotionLock.take(journal, props.holder, props.processBegan);
  if (before !== undefined) tell({ kind: "taken-over", from: before.who });
  try {
    checkHistory(bundle.content, bundle.digest, present.waves, journal.entries);
    return await new Application(props, wave, lock).run(approver);
  } finally {
    await lock.release();
  }
}

class Application {
  private readonly about: {
    readonly bundle: Digest;
    readonly wave: string;
    readonly revision: string;
  };

  constructor(
    private readonly props: ApplyBundleProps,
    private readonly wave: Wave,
    private readonly lock: PromotionLock,
  ) {
    const { digest, content } = props.bundle;
    this.about = { bundle: digest, wave: content.wave, revision: content.revision };
  }

  async run(approver: Signer | undefined): Promise<ApplyResult> {
    const { bundle, present, rules, processes, pause, signal, tell } = this.props;
    const { stacks } = bundle.content;
    await this.checkStates();
    if (!this.history.started(bundle.digest)) {
      if (approver !== undefined)
        await this.lock.append({ type: "approved", ...this.about, signer: approver.principal });
      await this.lock.append({ type: "started", ...this.about });
    }
    const done = stacks.filter((stack) => isPlanned(stack) && this.isDone(stack.name));
    if (done.length > 0) tell({ kind: "resumed", done: done.length });
    await this.recordUnchanged();
    const { results } = await runBatches({
      batches: this.wave.batches,
      stacks: present.stacks,
      rules,
      processes,
      signal,
      isBegun: ({ stacks: names }) =>
        names.some((name) => this.history.doneFor(bundle.digest, name) !== undefined),
      isIdle: ({ stacks: names }) =>
        stacks.every((stack) => !names.includes(stack.name) || !isPlanned(stack)),
      pause: async (minutes) => {
        if (minutes === 0) return;
        tell({ kind: "pausing", minutes });
        await pause(minutes);
      },
      work: (stack) => this.apply(stack, this.plannedOf(stack.name)),
    });
    return this.finish(results);
  }

  private get history(): History {
    return new History(this.props.journal.entries);
  }

  private isDone(stack: string): boolean {
    return this.history.doneFor(this.props.bundle.digest, stack)?.event.type === "applied";
  }

  private plannedOf(name: string): BundleStack | undefined {
    return this.props.bundle.content.stacks.find((stack) => stack.name === name);
  }

  /** Before anything is applied: what has changed since it was planned would fail halfway through the wave. */
  private async checkStates(): Promise<void> {
    const { bundle, present, runner } = this.props;
    const planned = new Map(
      bundle.content.stacks
        .filter(isPlanned)
        // What an earlier run began is looked at by itself.
        .filter(({ name }) => this.history.doneFor(bundle.digest, name) === undefined)
        .map((stack) => [stack.name, stack]),
    );
    const generated = present.stacks.filter(({ name }) => planned.has(name));
    await sideBySide(generated, this.props.processes, async (each) => {
      const stack = planned.get(each.name);
      if (stack === undefined) return;
      const state = await this.stateOf(each, stack);
      if (!isSameState(state, stack.state)) {
        throw new Refusal(
          `the state of ${stack.name} has changed since it was planned: ${describe(stack.state)} then, ${describe(state)} now`,
          "plan again, and let it be reviewed",
        );
      }
      await runner.runs?.check(each, bundle.fileOf(stack.name, STACK_FILES.plan));
    });
  }

  /** @throws Refusal where Terraform can't tell: nothing has been applied by then */
  private async stateOf(
    generated: GeneratedStack,
    stack: PlannedStack,
  ): Promise<StateId | undefined> {
    try {
      await this.prepare(generated, stack);
      return await this.props.runner.state(generated);
    } catch (error) {
      if (!(error instanceof TerraformFailed)) throw error;
      throw new Refusal(
        `${error.message}, so nothing is applied:\n${describeFailure(error.output)}`,
        "mend what it says, and apply the bundle again",
      );
    }
  }

  private async prepare(generated: GeneratedStack, stack: PlannedStack): Promise<void> {
    const lock = join(generated.folder, PROVIDER_LOCK);
    if (stack.providers !== undefined && !existsSync(lock))
      copyFileSync(this.props.bundle.fileOf(stack.name, STACK_FILES.providers), lock);
    await this.props.runner.init(generated, { keepLock: true });
  }

  private async recordUnchanged(): Promise<void> {
    const { bundle } = this.props;
    for (const { kind, name, inputs } of bundle.content.stacks) {
      if (kind !== "unchanged" && kind !== "nothing-to-do") continue;
      if (this.history.doneFor(bundle.digest, name) !== undefined) continue;
      await this.lock.append({ type: "unchanged", ...this.about, stack: name, inputs });
    }
  }

  private async apply(
    generated: GeneratedStack,
    stack: BundleStack | undefined,
  ): Promise<StackResult> {
    if (stack === undefined || stack.kind === "deferred") return "put-off";
    if (!isPlanned(stack) || this.isDone(stack.name)) return "done";
    const { runner, bundle, tell } = this.props;
    const { name, inputs } = stack;
    try {
      if (this.history.doneFor(bundle.digest, name) !== undefined) {
        await this.prepare(generated, stack);
        await runner.runs?.settle(bundle.fileOf(name, STACK_FILES.plan));
        const found = await resumeStack(runner, generated, stack);
        if (found.kind === "done") return await this.applied(stack, found.state, "settled");
        if (found.kind === "halfway") return await this.failed(name, found.reason);
      }
      await this.lock.append({ type: "applying", ...this.about, stack: name });
      tell({ kind: "applying", stack: name });
      await runner.apply(
        generated,
        bundle.fileOf(name, STACK_FILES.plan),
        bundle.fileOf(name, "apply.log"),
      );
      return await this.applied({ name, inputs }, await runner.state(generated), "applied");
    } catch (error) {
      if (error instanceof TerraformFailed) return this.failed(name, error.output);
      // Interrupted between two Terraforms: what it came to is found out when the bundle is applied again.
      if (this.props.signal?.aborted) return "not-begun";
      throw error;
    }
  }

  private async applied(
    { name: stack, inputs }: Pick<PlannedStack, "name" | "inputs">,
    state: StateId | undefined,
    kind: "applied" | "settled",
  ): Promise<StackResult> {
    const known = state === undefined ? {} : { state };
    await this.lock.append({ type: "applied", ...this.about, stack, inputs, ...known });
    this.props.tell({ kind, stack });
    return "done";
  }

  private async failed(stack: string, reason: string): Promise<StackResult> {
    // What Terraform says may hold secrets; the journal keeps that it failed, the log of the bundle why.
    await this.lock.append({ type: "failed", ...this.about, stack, reason: firstError(reason) });
    this.props.tell({ kind: "apply-failed", stack, reason });
    return "failed";
  }

  private async finish(results: ReadonlyMap<string, StackResult>): Promise<ApplyResult> {
    const { stacks } = this.props.bundle.content;
    const named = (wanted: StackResult): string[] =>
      stacks
        .map(({ name }) => name)
        .filter((name) => (results.get(name) ?? "not-begun") === wanted);
    const [failed, notBegun, deferred] = [named("failed"), named("not-begun"), named("put-off")];
    const applied = stacks
      .filter((stack) => isPlanned(stack) && results.get(stack.name) === "done")
      .map(({ name }) => name);
    const finished = notBegun.length + deferred.length === 0 && this.passed(results);
    if (finished) await this.lock.append({ type: "finished", ...this.about, failed });
    return { applied, failed, notBegun, deferred, finished };
  }

  private passed(results: ReadonlyMap<string, StackResult>): boolean {
    return this.wave.batches.every((batch) =>
      passes(
        batch,
        batch.stacks.map((name) => results.get(name) ?? "not-begun"),
        this.props.rules,
      ),
    );
  }
}

function describe(state: StateId | undefined): string {
  return state === undefined ? "none" : `serial ${state.serial} of ${state.lineage}`;
}

function firstError(output: string): string {
  return /Error: (.+)/.exec(output)?.[1] ?? output.split("\n")[0] ?? "";
}
