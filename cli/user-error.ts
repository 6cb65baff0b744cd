/** Something the user can put right; shown without a stack trace. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/** A file that can't be written is the user's to mend: say which, and why. */
export function writeError(what: string, error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  const causes: Record<string, string> = {
    EACCES: "permission denied",
    EEXIST: "a file is in the way of a folder",
    EISDIR: "a folder is in the way of a file",
    ENOENT: "its path leads through something that does not exist",
    ENOSPC: "the disk is full",
    ENOTDIR: "a file is in the way of a folder",
    EROFS: "the file system is read-only",
  };
  return new UserError(
    `${what} can't be written: ${causes[code ?? ""] ?? message}`,
    code === "ENOSPC"
      ? "make room, or choose another place"
      : "check the path and its permissions, or choose another place",
  );
}
