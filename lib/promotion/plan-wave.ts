import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BundleContent, BundleStack, PlannedStack } from "./bundle";
import { type BundleFolder, NewBundle, STACK_FILES } from "./bundle-folder";
import { type Digest, digest } from "./digest";
import { type GeneratedStack, inputsDigest, lockDigest, PROVIDER_LOCK } from "./generated";
import { History } from "./journal/history";
import type { Journal } from "./journal/journal";
import { Refusal } from "./refusal";
import { sideBySide } from "./side-by-side";
import { changesNothing } from "./terraform/plan-content";
import { TerraformFailed } from "./terraform/run-terraform";
import type { TerraformRunner } from "./terraform/stack-terraform";
import type { StateId } from "./terraform/state-id";
import { stacksOf, type Wave } from "./waves";

/** What is told while it plans. */
export type PlanEvent =
  | { readonly kind: "planned"; readonly stack: BundleStack }
  | { readonly kind: "plan-failed"; readonly stack: string; readonly failure: TerraformFailed };

export interface PlanWaveProps {
  readonly wave: Wave;
  /** All of the platform, of other waves too. */
  readonly stacks: readonly GeneratedStack[];
  readonly journal: Journal;
  readonly runner: TerraformRunner;
  readonly processes: number;
  /** Where the bundle is written. */
  readonly out: string;
  /** Whether stacks whose Terraform hasn't changed are planned, too. */
  readonly all: boolean;
  /** What the bundle says beside its stacks. */
  readonly facts: Omit<BundleContent, "format" | "wave" | "protected" | "stacks" | "tools"> & {
    readonly gatehouse: string;
  };
  readonly tell: (event: PlanEvent) => void;
}

/**
 * Plans the stacks of a wave side by side, and writes what is to be reviewed.
 *
 * @throws Refusal where one of them can't be planned; then nothing is written
 */
export async function planWave(props: PlanWaveProps): Promise<BundleFolder> {
  const { wave, stacks, facts, runner } = props;
  const bundle = new NewBundle(props.out);
  try {
    const { gatehouse, ...rest } = facts;
    const tools = { gatehouse, terraform: await runner.version() };
    const names = stacksOf(wave);
    const members = stacks.filter(({ name }) => names.includes(name));
    const planned = await planStacks(members, bundle, props);
    return bundle.finish({
      format: 1,
      wave: wave.name,
      protected: wave.protected,
      ...rest,
      tools,
      stacks: planned,
    });
  } finally {
    bundle.discard();
  }
}

type Planned = BundleStack | TerraformFailed;

async function planStacks(
  members: readonly GeneratedStack[],
  bundle: NewBundle,
  props: PlanWaveProps,
): Promise<BundleStack[]> {
  const found = await sideBySide<GeneratedStack, Planned>(
    members,
    props.processes,
    async (stack, before) => {
      try {
        const pending = pendingBefore(stack, before, props);
        const planned = pending.some((name) => isDeferred(before.get(name)))
          ? deferred(stack, inputsDigest(stack), pending)
          : await planStack(stack, pending, bundle, props);
        props.tell({ kind: "planned", stack: planned });
        return planned;
      } catch (error) {
        if (!(error instanceof TerraformFailed)) throw error;
        props.tell({ kind: "plan-failed", stack: stack.name, failure: error });
        return error;
      }
    },
  );
  const failed = [...found].filter(([, each]) => each instanceof TerraformFailed);
  if (failed.length === 0)
    return [...found.values()].filter(
      (each): each is BundleStack => !(each instanceof TerraformFailed),
    );
  for (const name of found.keys())
    await props.runner.runs?.discard(join(bundle.folderOf(name), STACK_FILES.plan));
  throw new Refusal(
    `${failed.map(([name]) => name).join(", ")} can't be planned, so there is no bundle`,
    "mend what Terraform says above, and plan again",
  );
}

/** Those that it depends on and that are not yet as their Terraform says. */
function pendingBefore(
  { dependencies }: GeneratedStack,
  before: ReadonlyMap<string, Planned>,
  { stacks, journal }: PlanWaveProps,
): string[] {
  const history = new History(journal.entries);
  return dependencies.filter((name) => {
    const here = before.get(name);
    if (here !== undefined)
      return here instanceof TerraformFailed || here.kind === "planned" || here.kind === "deferred";
    const stack = stacks.find((each) => each.name === name);
    return stack !== undefined && !isSettled(history, stack, inputsDigest(stack));
  });
}

/** Whether a stack is as its Terraform says, by what was done last. */
export function isSettled(history: History, { name }: { readonly name: string }, inputs: Digest) {
  const last = history.lastDone(name)?.event;
  return (last?.type === "applied" || last?.type === "unchanged") && last.inputs === inputs;
}

async function planStack(
  stack: GeneratedStack,
  pending: readonly string[],
  bundle: NewBundle,
  { all, journal, runner }: PlanWaveProps,
): Promise<BundleStack> {
  const { name } = stack;
  const inputs = inputsDigest(stack);
  if (!all && isSettled(new History(journal.entries), stack, inputs))
    return { kind: "unchanged", name, inputs };
  const file = join(bundle.folderOf(name), STACK_FILES.plan);
  try {
    await runner.init(stack, { keepLock: false });
    // Before the plan: whatever changes it meanwhile is seen when it is applied.
    const state = await runner.state(stack);
    await runner.plan(stack, file);
    const content = await runner.show(stack, file);
    if (content.readsData && pending.length > 0) {
      await runner.runs?.discard(file);
      bundle.forget(name);
      return deferred(stack, inputs, pending);
    }
    if (changesNothing(content)) {
      bundle.forget(name);
      return { kind: "nothing-to-do", name, inputs };
    }
    // Terraform writes it for everybody to read.
    chmodSync(file, 0o600);
    const text = await runner.showText(stack, file);
    const { add, change, destroy } = content;
    const counts = { add, change, destroy };
    const run = runner.runs?.runOf(file);
    const policies = await runner.runs?.policies(file);
    const summary = { ...counts, resources: content.resources, outputs: content.outputs };
    return {
      kind: "planned",
      name,
      inputs,
      ...withProviders(stack, bundle, state, {
        [STACK_FILES.plan]: digest(readFileSync(file)),
        [STACK_FILES.summary]: bundle.write(
          name,
          STACK_FILES.summary,
          `${JSON.stringify(summary, null, 2)}\n`,
        ),
        [STACK_FILES.text]: bundle.write(name, STACK_FILES.text, text),
      }),
      counts,
      ...(run === undefined ? {} : { run }),
      ...(policies === undefined ? {} : { policies }),
    };
  } catch (error) {
    if (!(error instanceof TerraformFailed) || pending.length === 0) throw error;
    bundle.forget(name);
    return deferred(stack, inputs, pending);
  }
}

function deferred({ name }: GeneratedStack, inputs: Digest, until: readonly string[]): BundleStack {
  return { kind: "deferred", name, inputs, until: [...until] };
}

/** What waits for it can't be applied before it, however well it can be planned. */
function isDeferred(planned: Planned | undefined): boolean {
  return planned !== undefined && "kind" in planned && planned.kind === "deferred";
}

/** Keeps the provider lock with the plan, so that it is applied with the same providers wherever that is. */
function withProviders(
  stack: GeneratedStack,
  bundle: NewBundle,
  state: StateId | undefined,
  files: PlannedStack["files"],
): Pick<PlannedStack, "providers" | "state" | "files"> {
  const providers = lockDigest(stack);
  const known = state === undefined ? {} : { state };
  if (providers === undefined) return { ...known, files };
  const lock = readFileSync(join(stack.folder, PROVIDER_LOCK));
  return {
    ...known,
    providers,
    files: {
      ...files,
      [STACK_FILES.providers]: bundle.write(stack.name, STACK_FILES.providers, lock),
    },
  };
}
