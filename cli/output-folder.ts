import { UserError } from "./user-error";

/** Where Terraform is written. Empty would be the working folder, which nobody means. */
export function outputFolder(named: string | undefined): string {
  if (named === "") throw new UserError("--out names no folder", "give the path of a folder");
  const fromCdktf = process.env["CDKTF_OUTDIR"] ?? "";
  return named ?? (fromCdktf === "" ? "cdktf.out" : fromCdktf);
}
