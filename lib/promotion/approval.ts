import { readFileSync } from "node:fs";
import type { BundleFolder } from "./bundle-folder";
import { Refusal } from "./refusal";
import { type Signer, type SignatureUse, sign, verify } from "./signature";

/** Those who may sign, as a commit has them. */
export interface AllowedSigners {
  /** Its path, for people. */
  readonly file: string;
  /** Undefined where the commit has no such file. */
  readonly text?: string;
}

/** Signs a bundle as the one who planned it. @throws Refusal where the key is none of the allowed signers' */
export function signPlan(bundle: BundleFolder, key: string, allowed: AllowedSigners): Signer {
  const { signature, signer } = signAs("plan", bundle, key, allowed);
  bundle.addPlannerSignature(signature);
  return signer;
}

/**
 * Signs a bundle as a second person.
 *
 * @throws Refusal where who planned it isn't known, or is the same
 */
export function approve(bundle: BundleFolder, key: string, allowed: AllowedSigners): Signer {
  const planner = getPlanner(bundle, allowed);
  const { signature, signer } = signAs("approval", bundle, key, allowed);
  if (isSame(signer, planner)) {
    throw new Refusal(
      `${signer.principal} planned this bundle and can't approve it`,
      "let a second person approve it",
    );
  }
  bundle.addApproval(signature);
  return signer;
}

/** The second person who approved. @throws Refusal where none did */
export function getApprover(bundle: BundleFolder, allowed: AllowedSigners): Signer {
  const planner = getPlanner(bundle, allowed);
  const approvers = bundle.approvals
    .map((file) => read("approval", bundle, file, allowed))
    .filter((signer) => signer !== undefined);
  const second = approvers.find((signer) => !isSame(signer, planner));
  if (second !== undefined) return second;
  throw new Refusal(
    approvers.length > 0
      ? `wave ${bundle.content.wave} is protected, and only ${planner.principal}, who planned it, approved`
      : `wave ${bundle.content.wave} is protected, and no second person has approved this bundle`,
    `let somebody of ${allowed.file} other than ${planner.principal} run: gatehouse promote approve ${bundle.path} --key KEY`,
  );
}

function getPlanner(bundle: BundleFolder, allowed: AllowedSigners): Signer {
  const file = bundle.plannerSignature;
  const planner = file === undefined ? undefined : read("plan", bundle, file, allowed);
  if (planner !== undefined) return planner;
  throw new Refusal(
    `who planned this bundle isn't known: it has ${file === undefined ? "no signature" : `no signature by somebody of ${allowed.file}`}`,
    "plan it again with --key, so that a second person can be told apart from the first",
  );
}

function signAs(
  use: SignatureUse,
  bundle: BundleFolder,
  key: string,
  allowed: AllowedSigners,
): { readonly signature: string; readonly signer: Signer } {
  const signature = sign(bundle.digest, use, key);
  const signer = verify(bundle.digest, use, signature, textOf(allowed));
  if (signer !== undefined) return { signature, signer };
  throw new Refusal(
    `${key} is none of the keys in ${allowed.file} of this revision`,
    "use a key that is listed there, or add it by a commit that is reviewed",
  );
}

function read(
  use: SignatureUse,
  bundle: BundleFolder,
  file: string,
  allowed: AllowedSigners,
): Signer | undefined {
  return verify(bundle.digest, use, readFileSync(file, "utf8"), textOf(allowed));
}

function textOf({ file, text }: AllowedSigners): string {
  if (text !== undefined) return text;
  throw new Refusal(
    `the revision has no ${file}, which says who may sign a promotion`,
    "commit one: a line for each person, such as `alice@example.com ssh-ed25519 AAAA…`",
  );
}

/** One person may have several keys, and one key several names. */
function isSame(one: Signer, other: Signer): boolean {
  return one.principal === other.principal || one.key === other.key;
}
