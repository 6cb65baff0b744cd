import { basename, dirname, isAbsolute, join } from "node:path";
import {
  FULL_AWS_ACCESS,
  type GivenPolicy,
  RCP_FULL_AWS_ACCESS,
} from "../../lib/access/world/given/organization";
import { faultIn, unwrapPolicy } from "../../lib/access/world/given/unwrap-policy";
import { type ConfigPath, formatPath } from "../../lib/config/config-path";
import { findNearMiss } from "../../lib/config/near-miss";
import { parseJson, readTextFile } from "../read-text-file";
import { UserError } from "../user-error";

export type PolicyKey = "scps" | "rcps";

const KINDS = {
  scps: {
    type: "SERVICE_CONTROL_POLICY",
    grammar: "identity",
    noun: "an SCP",
    own: FULL_AWS_ACCESS,
    hint: "an SCP has no Principal; a policy that has one is an RCP, and belongs under rcps",
  },
  rcps: {
    type: "RESOURCE_CONTROL_POLICY",
    grammar: "rcp",
    noun: "an RCP",
    own: RCP_FULL_AWS_ACCESS,
    hint: 'an RCP only denies, and its Principal is "*"; a policy without one is an SCP, and belongs under scps',
  },
} as const;

const SAVE =
  "save what `aws organizations describe-policy --policy-id ID` prints, or the document alone";

type Report = (path: ConfigPath, message: string, fix: string) => void;

/** The policies that a description of an organisation names or holds; each file is read once. */
export class PolicyFiles {
  readonly #read = new Map<string, GivenPolicy | undefined>();

  constructor(
    /** The description. */
    readonly file: string,
    readonly report: Report,
  ) {}

  /** Undefined for one that was reported. */
  get(key: PolicyKey, path: ConfigPath, item: unknown): GivenPolicy | undefined {
    const { own } = KINDS[key];
    if (item === own.name || item === `p-${own.name}`) return own;
    if (typeof item === "object" && item !== null)
      return this.#check(key, path, item, {
        name: formatPath(path),
        file: basename(this.file),
        where: "",
      });
    if (typeof item !== "string" || item === "") {
      this.report(path, "this is neither a file nor a policy", "name a JSON file beside this one");
      return undefined;
    }
    const id = `${key} ${item}`;
    if (!this.#read.has(id)) this.#read.set(id, this.#readFile(key, path, item));
    return this.#read.get(id);
  }

  #readFile(key: PolicyKey, path: ConfigPath, named: string): GivenPolicy | undefined {
    const file = isAbsolute(named) ? named : join(dirname(this.file), named);
    try {
      const text = readTextFile(file, {
        expected: "a JSON file",
        // Far larger than AWS lets such a policy be, with whatever is written around it.
        mostBytes: 1_000_000,
        wrongPath:
          findNearMiss(named, [KINDS[key].own.name]) === undefined
            ? `name a file by its path from this one, or AWS's own ${KINDS[key].own.name}`
            : `did you mean ${KINDS[key].own.name}?`,
        tooLarge: "name a file with one policy in it",
      });
      return this.#check(key, path, parseJson(file, text, SAVE), {
        name: basename(file).replace(/\.json$/i, ""),
        // In evidence, which others read: where this lies on a machine is nobody's business.
        file: isAbsolute(named) ? basename(named) : named,
        where: `${file}: `,
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.report(path, error.message, error.fix);
      return undefined;
    }
  }

  #check(
    key: PolicyKey,
    path: ConfigPath,
    content: unknown,
    about: { readonly name: string; readonly file: string; readonly where: string },
  ): GivenPolicy | undefined {
    const { type, grammar, noun, hint } = KINDS[key];
    const { name, file, where } = about;
    const unwrapped = unwrapPolicy(content);
    if (unwrapped.kind === "none") {
      this.report(path, `${where}${unwrapped.why}`, SAVE);
      return undefined;
    }
    if (unwrapped.type !== undefined && unwrapped.type !== type) {
      this.report(path, `${where}this is a ${unwrapped.type}, and no ${type}`, hint);
      return undefined;
    }
    const fault = faultIn(unwrapped.document, grammar);
    if (fault !== undefined) {
      this.report(path, `${where}AWS takes no such policy as ${noun}: ${fault}`, hint);
      return undefined;
    }
    return { name: unwrapped.name ?? name, file, document: unwrapped.document };
  }
}
