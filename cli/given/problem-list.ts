import { UserError } from "../user-error";

/** Something wrong in a file that the command line names. */
export interface FileProblem {
  /** `file:line:column` or the file, and where in it. */
  readonly at: string;
  readonly message: string;
  readonly fix: string;
}

/** All that is wrong with a file at once, as the user has to mend all of it. */
export function problemsError(problems: readonly FileProblem[]): UserError {
  const shown = problems.slice(0, MOST);
  const more = problems.length - shown.length;
  const texts = shown.map(({ at, message }) => `${at} ${message}`);
  const last = more > 0 ? `, and ${more} more like this` : "";
  return new UserError(
    texts
      .map((text, index) =>
        index === texts.length - 1 ? text + last : `${text}\n  fix: ${shown[index]?.fix ?? ""}`,
      )
      .join("\n"),
    shown.at(-1)?.fix ?? "",
  );
}

const MOST = 20;
