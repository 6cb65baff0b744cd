import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { printable } from "../../lib/config/preview";
import { managedPoliciesIn } from "../../lib/access/world/given/managed-policies-in";
import { parseJson, readFailure, readTextFile } from "../read-text-file";
import { UserError } from "../user-error";

const WRONG_PATH = "check the path given with --managed-policies";

const SAVE =
  "save what `aws iam get-policy-version` prints as the policy's NAME.json, or what `aws iam get-account-authorization-details` prints";

/**
 * Reads documents of managed policies, by ARN or name: files, or folders of such files.
 *
 * @throws UserError for whatever is wrong with one
 */
export function readManagedPolicies(paths: readonly string[]): ReadonlyMap<string, unknown> {
  const policies = new Map<string, unknown>();
  const files = new Map<string, string>();
  for (const file of paths.flatMap(filesAt)) {
    for (const [key, document] of readOne(file)) {
      const other = files.get(key);
      if (other !== undefined && JSON.stringify(policies.get(key)) !== JSON.stringify(document))
        throw new UserError(
          `${printable(file)} and ${printable(other)} have different texts of policy ${key}`,
          "take one of them away",
        );
      policies.set(key, document);
      files.set(key, file);
    }
  }
  return policies;
}

/** Sorted, so that the same folder gives the same message. */
function filesAt(path: string): string[] {
  if (path === "")
    throw new UserError(
      "--managed-policies names nothing",
      "give a JSON file, or a folder of them",
    );
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  let names: string[];
  try {
    names = readdirSync(path);
  } catch (error) {
    throw new UserError(`${printable(path)} can't be read: ${readFailure(error)}`, WRONG_PATH);
  }
  const files = names.filter((name) => /\.json$/i.test(name)).sort();
  if (files.length === 0)
    throw new UserError(`${printable(path)} is a folder without JSON files`, SAVE);
  return files.map((name) => join(path, name));
}

function readOne(file: string): ReadonlyMap<string, unknown> {
  const text = readTextFile(file, {
    expected: "a JSON file, or a folder of them",
    wrongPath: WRONG_PATH,
    // All that an account has, with older versions.
    mostBytes: 100_000_000,
    tooLarge: "export only the policies that are in use",
  });
  const read = managedPoliciesIn(
    parseJson(file, text, SAVE),
    basename(file).replace(/\.json$/i, ""),
  );
  if (read.kind === "policies") return read.policies;
  throw new UserError(`${printable(file)}: ${printable(read.why)}`, SAVE);
}
