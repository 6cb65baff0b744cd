import type { Platform } from "../../model/platform";
import type { Ask } from "../world/ask";
import type { World } from "../world/world";
import type { Check } from "./check";
import { CHECKS } from "./all-checks";
import type { Proof, ProofCheck } from "./proof";
import { loadActionCatalogue } from "./scene/action-catalogue";
import { Inquiry } from "./scene/inquiry";
import { type Scene, setScene } from "./scene/scene";

export interface ProofInput {
  /** What was meant. */
  readonly platform: Platform;
  /** What was made. */
  readonly world: World;
  readonly ask: Ask;
  /** Ids of the checks to run. @default all */
  readonly only?: readonly string[];
}

/** Puts every claim about who can do what to the test, by asking the generated policies. */
export async function prove({ platform, world, ask, only }: ProofInput): Promise<Proof> {
  const scene = setScene(platform, world, await loadActionCatalogue());
  const chosen = CHECKS.filter(({ id }) => only?.includes(id) ?? true);
  return { checks: chosen.map((check) => putToTheTest(check, scene, ask)) };
}

function putToTheTest({ id, claim, run }: Check, scene: Scene, ask: Ask): ProofCheck {
  const inquiry = new Inquiry(ask);
  run(scene, inquiry);
  const { decisions, findings, more, notes } = inquiry;
  return {
    id,
    claim,
    decisions,
    findings,
    ...(more === 0 ? {} : { more }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}
