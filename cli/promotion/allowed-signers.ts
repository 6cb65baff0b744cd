import type { AllowedSigners } from "../../lib/promotion/approval";
import type { OpenPromotion } from "./open-promotion";
import { findAtRevision } from "./source-revision";

interface Revisions {
  readonly promoted: string;
  /** What the wave ran before. */
  readonly before?: string;
}

/** Those who may sign, as commits have them: an edit that isn't committed, or not yet promoted, lets nobody in. */
export function allowedSigners(
  { file, platform }: Pick<OpenPromotion, "file" | "platform">,
  { promoted, before }: Revisions,
): AllowedSigners {
  const path = platform.promotion.allowedSigners;
  const now = findAtRevision(file, promoted, path);
  if (now === undefined) return { file: path, texts: [] };
  // A revision without one was promoted when nothing was protected.
  const earlier = before === undefined ? undefined : findAtRevision(file, before, path);
  return { file: path, texts: earlier === undefined ? [now] : [now, earlier] };
}
