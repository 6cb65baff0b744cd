import { readFileSync } from "node:fs";
import type { BundleFolder } from "./bundle-folder";
import { Refusal } from "./refusal";
import { type Signer, type SignatureUse, sign, verify } from "./signature";

/** Those who may sign. */
export interface AllowedSigners {
  /** The path of the file that lists them, for people. */
  readonly file: string;
  /**
   * The file as the promoted commit has it, and as the one before has it that the wave ran: only who is in each of them
   * may sign, so that nobody lets themselves in by the commit that they promote. Empty where there is none.
   */
  readonly texts: readonly string[];
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
  const signer = verifyAll(use, bundle, signature, allowed);
  if (signer !== undefined) return { signature, signer };
  throw new Refusal(
    `${key} is none of the keys in ${allowed.file} of this revision and of the one that the wave ran before`,
    "use a key that is listed there; one that a commit adds counts once that commit has been promoted",
  );
}

function read(
  use: SignatureUse,
  bundle: BundleFolder,
  file: string,
  allowed: AllowedSigners,
): Signer | undefined {
  return verifyAll(use, bundle, readFileSync(file, "utf8"), allowed);
}

function verifyAll(
  use: SignatureUse,
  bundle: BundleFolder,
  signature: string,
  { file, texts }: AllowedSigners,
): Signer | undefined {
  if (texts.length === 0) {
    throw new Refusal(
      `the revision has no ${file}, which says who may sign a promotion`,
      "commit one: a line for each person, such as `alice@example.com ssh-ed25519 AAAA…`",
    );
  }
  const signers = texts.map((text) => verify(bundle.digest, use, signature, text));
  return signers.includes(undefined) ? undefined : signers[0];
}

/** One person may have several keys, and one key several names. */
function isSame(one: Signer, other: Signer): boolean {
  return one.principal === other.principal || one.key === other.key;
}
