import type { Platform } from "../model/platform";
import { sorted } from "../model/order";
import { RESERVED_WAVES } from "../model/reserved-waves";
import { stackEnvironment, TARGET } from "../model/stack-environment";
import { Refusal } from "./refusal";

/** A stack as the manifest has it. */
export interface StackEntry {
  readonly name: string;
  /** Names of the stacks that are to be applied first. */
  readonly dependencies: readonly string[];
}

/** Stacks that are promoted together. */
export interface Wave {
  readonly name: string;
  /** Whether it reaches a protected environment, so that a second person must agree. */
  readonly protected: boolean;
  /** One after the other; each begins when enough of the one before has succeeded. */
  readonly batches: readonly Batch[];
}

export interface Batch {
  readonly kind: "canaries" | "stacks";
  /** Sorted. */
  readonly stacks: readonly string[];
}

type WavePlatform = Pick<Platform, "environments" | "accounts" | "promotion">;

/** What is recorded is recorded from the start. */
const FIRST = /^(tooling$|bootstrap-|audit$|audit-trail$)/;

/**
 * The order in which a revision reaches the accounts: what everything leans on, then each environment's accounts, then
 * the pipelines and people that reach into all of them. A wave that has no stacks is left out.
 *
 * @throws Refusal where a stack would have to be applied before one that it depends on
 */
export function planWaves(platform: WavePlatform, stacks: readonly StackEntry[]): Wave[] {
  const byWave = new Map<string, string[]>();
  for (const { name } of stacks) {
    const wave = waveOf(platform, name);
    byWave.set(wave, [...(byWave.get(wave) ?? []), name]);
  }
  const order = waveNames(platform);
  checkOrder(platform, stacks, order);
  const anyProtected = platform.environments.some((each) => each.protected);
  return order.flatMap((name): Wave[] => {
    const members = byWave.get(name);
    if (members === undefined) return [];
    const environment = platform.environments.find((each) => each.name === name);
    return [
      {
        name,
        protected: environment?.protected ?? anyProtected,
        batches:
          environment === undefined
            ? [{ kind: "stacks", stacks: sorted(members) }]
            : batchesOf(platform, sorted(members)),
      },
    ];
  });
}

/** In order, with those that have no stacks. */
function waveNames({ environments }: Pick<Platform, "environments">): string[] {
  return [RESERVED_WAVES.first, ...environments.map(({ name }) => name), RESERVED_WAVES.last];
}

export function stacksOf(wave: Wave): string[] {
  return wave.batches.flatMap(({ stacks }) => stacks);
}

function waveOf(platform: WavePlatform, stack: string): string {
  if (FIRST.test(stack)) return RESERVED_WAVES.first;
  return stackEnvironment(platform, stack) ?? RESERVED_WAVES.last;
}

function batchesOf({ promotion }: WavePlatform, stacks: readonly string[]): Batch[] {
  const isCanary = (stack: string): boolean =>
    promotion.canaries.some((account) => stack === `${TARGET}${account}`);
  const inBatches = (kind: Batch["kind"], members: readonly string[]): Batch[] =>
    Array.from({ length: Math.ceil(members.length / promotion.accountsAtATime) }, (_, index) => ({
      kind,
      stacks: members.slice(
        index * promotion.accountsAtATime,
        (index + 1) * promotion.accountsAtATime,
      ),
    }));
  return [
    ...inBatches("canaries", stacks.filter(isCanary)),
    ...inBatches(
      "stacks",
      stacks.filter((stack) => !isCanary(stack)),
    ),
  ];
}

function checkOrder(
  platform: WavePlatform,
  stacks: readonly StackEntry[],
  order: readonly string[],
): void {
  const rank = (stack: string): number => order.indexOf(waveOf(platform, stack));
  for (const { name, dependencies } of stacks) {
    const later = dependencies.find((dependency) => rank(dependency) > rank(name));
    if (later === undefined) continue;
    throw new Refusal(
      `stack ${name} of wave ${waveOf(platform, name)} depends on ${later}, which comes later, in wave ${waveOf(platform, later)}`,
      "order the environments as the stacks depend on each other, or let the stacks stand alone",
    );
  }
}
