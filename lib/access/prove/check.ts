import type { Inquiry } from "./scene/inquiry";
import type { Scene } from "./scene/scene";

/** One claim, and how it is put to the test. */
export interface Check {
  /** Kebab case; stands in SARIF and after --check. */
  readonly id: string;
  readonly claim: string;
  readonly run: (scene: Scene, inquiry: Inquiry) => void;
}
