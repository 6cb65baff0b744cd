import type { ConfigPath } from "./config-path";

/**
 * The account id that someone meant: without the hyphens that the console shows, and with up to two zeros in front that
 * a spreadsheet or YAML has dropped. Fewer digits are no account id with zeros lost, but something else.
 */
export function suggestAccountId(written: string): string | undefined {
  const digits = written.trim().replace(/(?<=\d)[\s_-](?=\d)/g, "");
  return /^[0-9]{10,12}$/.test(digits) ? digits.padStart(12, "0") : undefined;
}

/** Whether a setting of this name holds an account id. */
export function holdsAccountId(path: ConfigPath): boolean {
  const key = String(path.at(-1));
  return /^accountId$|AccountId$/.test(key) || (key === "id" && path[0] === "accounts");
}
