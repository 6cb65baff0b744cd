import { printable } from "../../lib/config/preview";
import { suggest } from "../../lib/config/near-miss";
import { parseSource, type SourceDocument } from "../../lib/config/source-document";
import type { ConfigPath } from "../../lib/config/config-path";
import type {
  AttachedPolicies,
  GivenOrganization,
} from "../../lib/access/world/given/organization";
import { readBytes } from "../read-text-file";
import { UserError } from "../user-error";
import { PolicyFiles, type PolicyKey } from "./policy-files";
import { type FileProblem, problemsError } from "./problem-list";

/** An organisation as a file describes it, and what that file is called. */
export interface OrganizationFile extends GivenOrganization {
  readonly file: string;
}

const FORM =
  "write root, ous and accounts, each with scps and rcps: see docs/proof.md, The organisation";

interface ReadOptions {
  /** Accounts of the config: name → id. */
  readonly accounts: ReadonlyMap<string, string>;
}

/**
 * Reads which SCPs and RCPs are attached where. YAML or JSON; policies are files beside it, or written out.
 *
 * @throws UserError with all that is wrong with it
 */
export function readOrganization(file: string, { accounts }: ReadOptions): OrganizationFile {
  if (file === "")
    throw new UserError("--organization names no file", "give the path of a YAML or JSON file");
  const bytes = readBytes(file, {
    expected: "a YAML or JSON file",
    mostBytes: 2 * 1024 * 1024,
    wrongPath: "check the path given with --organization",
    tooLarge: "keep the policies in files of their own, and name those",
  });
  if (Buffer.from(bytes).toString("latin1").trim() === "")
    throw new UserError(`${printable(file)} is empty`, FORM);
  const parsed = parseSource(file, bytes);
  if (parsed.kind === "unreadable") throw problemsError(parsed.problems);
  const reader = new OrganizationReader(file, parsed.document, accounts);
  const organization = reader.read();
  if (reader.problems.length > 0) throw problemsError(reader.problems);
  return { file, ...organization };
}

type Values = Readonly<Record<string, unknown>>;

class OrganizationReader {
  readonly problems: FileProblem[] = [];
  readonly #policies: PolicyFiles;

  constructor(
    file: string,
    readonly document: SourceDocument,
    readonly accounts: ReadonlyMap<string, string>,
  ) {
    this.#policies = new PolicyFiles(file, (path, message, fix) =>
      this.#report(path, message, fix),
    );
  }

  read(): GivenOrganization {
    const top = this.#map([], this.document.data, ["root", "ous", "accounts"]);
    const accounts = new Map<string, AttachedPolicies & { readonly ou?: string }>();
    for (const [key, value] of this.#entries(["accounts"], top["accounts"])) {
      const path = ["accounts", key];
      const id = this.accounts.get(key) ?? key;
      if (!/^\d{12}$/.test(id))
        this.#report(
          path,
          `there is no account "${key}"`,
          suggest(key, this.accounts.keys()),
          true,
        );
      if (accounts.has(id))
        this.#report(path, `account ${id} is there twice`, "join the two", true);
      accounts.set(id, this.#account(path, value));
    }
    const ous = this.#entries(["ous"], top["ous"]).map(([key, value]) => {
      const path = ["ous", key];
      this.#checkUnit(path, key, true);
      return [key, this.#attached(path, value)] as const;
    });
    const { root } = top;
    return { root: this.#attached(["root"], root ?? {}), ous: new Map(ous), accounts };
  }

  #account(path: ConfigPath, value: unknown): AttachedPolicies & { readonly ou?: string } {
    const map = this.#map(path, value ?? {}, ["ou", "scps", "rcps"]);
    const { ou } = map;
    if (ou === undefined) return this.#lists(path, map);
    this.#checkUnit([...path, "ou"], ou);
    return { ...this.#lists(path, map), ...(typeof ou === "string" ? { ou } : {}) };
  }

  #attached(path: ConfigPath, value: unknown): AttachedPolicies {
    return this.#lists(path, this.#map(path, value ?? {}, ["scps", "rcps"]));
  }

  #lists(path: ConfigPath, map: Values): AttachedPolicies {
    const list = (key: PolicyKey) => {
      const value = map[key];
      if (value === undefined) return {};
      if (!Array.isArray(value) || (key === "scps" && value.length === 0)) {
        this.#report(
          [...path, key],
          Array.isArray(value)
            ? "AWS keeps at least one SCP attached to everything"
            : "this must be a list",
          Array.isArray(value)
            ? "name what is attached, or leave scps out for FullAWSAccess alone"
            : "write each policy on a line with a leading -",
        );
        return {};
      }
      const policies = value.flatMap(
        (item: unknown, index) => this.#policies.get(key, [...path, key, index], item) ?? [],
      );
      return { [key]: policies };
    };
    return { ...list("scps"), ...list("rcps") };
  }

  #checkUnit(path: ConfigPath, ou: unknown, atKey = false): void {
    if (typeof ou === "string" && /^[^/]+(\/[^/]+)*$/.test(ou)) return;
    this.#report(
      path,
      "this is no path of a unit",
      "write it from the root down without a slash at either end, such as Workloads/Prod",
      atKey,
    );
  }

  #entries(path: ConfigPath, value: unknown): [string, unknown][] {
    return Object.entries(this.#map(path, value ?? {}));
  }

  #map(path: ConfigPath, value: unknown, known?: readonly string[]): Values {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.#report(path, "this must be a map", path.length === 0 ? FORM : "write it as key: value");
      return {};
    }
    for (const key of known === undefined ? [] : Object.keys(value)) {
      if (!known?.includes(key))
        this.#report(
          [...path, key],
          `"${key}" means nothing here`,
          suggest(key, known ?? []),
          true,
        );
    }
    return value as Values;
  }

  #report(path: ConfigPath, message: string, fix: string, atKey = false): void {
    // Only for its place: none of the codes is about this file.
    const located = this.document.locate({ code: "wrong-type", path, atKey, message, fix });
    this.problems.push({ at: located.at, message: located.message, fix: located.fix });
  }
}
