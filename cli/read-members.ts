import { preview, printable } from "../lib/config/preview";
import { nameKey } from "../lib/model/name-key";
import { parseJson, readTextFile } from "./read-text-file";
import { UserError } from "./user-error";

/** Who is in which group, by an export of the directory. */
export interface Members {
  readonly file: string;
  /** The names of the groups as the export has them. */
  readonly groups: readonly string[];
  /** What all spellings of the group's name have in common → user names. */
  readonly byGroup: ReadonlyMap<string, readonly string[]>;
}

const MAX_BYTES = 10_000_000;

const EXPECTED =
  'write one object: {"Group name": ["user", …], …}; gatehouse validate --help shows how to export it';

/** Reads an export of the directory's groups. Throws a UserError for whatever is wrong with it. */
export function readMembers(file: string | undefined): Members | undefined {
  if (file === undefined) return undefined;
  if (file === "") throw new UserError("--members names no file", "give the path of a JSON file");
  const text = readTextFile(file, {
    expected: "a JSON file",
    mostBytes: MAX_BYTES,
    wrongPath: "check the path given with --members",
    tooLarge: "export only the groups that the config names",
  });
  return parse(file, parseJson(file, text, EXPECTED));
}

function parse(file: string, data: unknown): Members {
  const name = printable(file);
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw new UserError(`${name} holds no object but ${preview(data)}`, EXPECTED);
  const byGroup = new Map<string, string[]>();
  for (const [group, users] of Object.entries(data)) {
    const key = nameKey(group);
    byGroup.set(key, [...(byGroup.get(key) ?? []), ...parseUsers(name, group, users)]);
  }
  return { file, groups: Object.keys(data), byGroup };
}

function parseUsers(file: string, group: string, users: unknown): string[] {
  const shown = preview(group);
  if (!Array.isArray(users)) {
    throw new UserError(
      `${file}: the members of group ${shown} are no list but ${preview(users)}`,
      EXPECTED,
    );
  }
  return users.map((user: unknown, index) => {
    if (typeof user === "string" && user.trim() !== "") return user.trim();
    throw new UserError(
      `${file}: member ${index + 1} of group ${shown} is no user name but ${preview(user)}`,
      EXPECTED,
    );
  });
}
