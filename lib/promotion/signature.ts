import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Digest } from "./digest";
import { Refusal } from "./refusal";

/** What a signature is for; of another purpose it doesn't count. */
const NAMESPACE = { plan: "gatehouse-plan", approval: "gatehouse-approval" } as const;
export type SignatureUse = keyof typeof NAMESPACE;

/** Who signed, by a key that the team listed. */
export interface Signer {
  readonly principal: string;
  /** The key's fingerprint. */
  readonly key: string;
}

/**
 * Signs a bundle's digest with an SSH key, from a file or, by its public half, from an agent.
 *
 * @throws Refusal where it can't be signed
 */
export function sign(bundle: Digest, use: SignatureUse, key: string): string {
  return inFolder((folder) => {
    const file = join(folder, "digest");
    writeFileSync(file, bundle);
    // A passphrase or a touch of a security key is asked for on the terminal.
    const { status, error, stderr } = spawnSync(
      "ssh-keygen",
      ["-q", "-Y", "sign", "-f", key, "-n", NAMESPACE[use], file],
      { encoding: "utf8", stdio: ["inherit", "ignore", "pipe"] },
    );
    if (error !== undefined) throw noKeygen(error);
    if (status === 0) return readFileSync(`${file}.sig`, "utf8");
    throw new Refusal(
      `${key} can't sign: ${firstLine(stderr)}`,
      "give the file of an SSH private key, or of a public key that your agent holds",
    );
  });
}

/**
 * Who of the allowed signers made a signature; undefined where none of them did.
 *
 * @param allowedSigners a text in the form of ssh-keygen(1), ALLOWED SIGNERS
 */
export function verify(
  bundle: Digest,
  use: SignatureUse,
  signature: string,
  allowedSigners: string,
): Signer | undefined {
  return inFolder((folder) => {
    const [signers, file] = [join(folder, "signers"), join(folder, "signature")];
    writeFileSync(signers, allowedSigners);
    writeFileSync(file, signature);
    const principals = keygen(["-Y", "find-principals", "-s", file, "-f", signers], "");
    const [principal = ""] = principals.stdout.split("\n");
    if (principals.status !== 0 || principal === "") return undefined;
    const verified = keygen(
      ["-Y", "verify", "-f", signers, "-I", principal, "-n", NAMESPACE[use], "-s", file],
      bundle,
    );
    const key = /SHA256:[A-Za-z0-9+/=]+/.exec(verified.stdout)?.[0];
    return verified.status === 0 && key !== undefined ? { principal, key } : undefined;
  });
}

function keygen(args: readonly string[], input: string) {
  const { status, stdout, error } = spawnSync("ssh-keygen", args, { encoding: "utf8", input });
  if (error !== undefined) throw noKeygen(error);
  return { status, stdout };
}

function noKeygen({ message }: Error): Refusal {
  return new Refusal(
    `ssh-keygen can't be run: ${message}`,
    "install OpenSSH 8.2 or later, whose ssh-keygen signs and verifies",
  );
}

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-signature-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
