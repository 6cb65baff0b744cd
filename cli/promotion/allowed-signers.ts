import type { AllowedSigners } from "../../lib/promotion/approval";
import type { OpenPromotion } from "./open-promotion";
import { findAtRevision } from "./source-revision";

/** Those who may sign, as the promoted commit has them: an edit that nobody reviewed lets nobody in. */
export function allowedSigners(
  { file, platform }: Pick<OpenPromotion, "file" | "platform">,
  revision: string,
): AllowedSigners {
  const path = platform.promotion.allowedSigners;
  const text = findAtRevision(file, revision, path);
  return { file: path, ...(text === undefined ? {} : { text }) };
}
