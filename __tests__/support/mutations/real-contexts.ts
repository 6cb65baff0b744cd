import type { CompiledStatement } from "../../../lib/access/evaluate/policy/compiled-statement";
import type { Context } from "../../../lib/access/prove/scene/contexts";
import { fill } from "../../../lib/access/prove/scene/favourable";

/** Every way in which the statements' conditions can be met or not, but for keys that AWS always fills in as it is. */
export function realContexts(
  statements: readonly CompiledStatement[],
  account: string,
): readonly Context[] {
  const values = new Map<string, Set<string | null>>();
  for (const { conditions } of statements)
    for (const { key, texts } of conditions) {
      if (FILLED_IN.test(key)) continue;
      const there =
        values.get(key) ??
        new Set<string | null>(YES_OR_NO.test(key) ? ["true", "false"] : ["other", null]);
      for (const text of texts.slice(0, 2)) there.add(fill(text, { account }));
      values.set(key, there);
    }
  let contexts: Context[] = [{}];
  for (const [key, all] of values)
    contexts = contexts.flatMap((context) =>
      [...all].map((value) => ({ ...context, [key]: value })),
    );
  return contexts.filter(isReal).slice(0, MOST_CONTEXTS);
}

const MOST_CONTEXTS = 200;

/** Who calls, and where, is settled by the caller and the resource. */
const FILLED_IN = /^aws:(Principal(?!Tag\/)|Source(Arn|Account)$|RequestedRegion$)/i;
const YES_OR_NO = /^aws:(SecureTransport|MultiFactorAuthPresent)$/i;

/** A call through S3 or SNS says for which bucket or topic. */
function isReal(context: Context): boolean {
  const via = context["kms:ViaService"];
  const of = (service: string) =>
    Object.entries(context).find(([key]) =>
      key.startsWith(`kms:EncryptionContext:aws:${service}:`),
    );
  if (typeof via !== "string") return true;
  const [, told] = of(via.split(".")[0] ?? "") ?? [undefined, ""];
  return told !== null && told !== "other";
}
