/** Names from the config must not be taken for Markdown. */
export function code(text: string): string {
  return `\`${plain(text).replaceAll("`", "'")}\``;
}

/** Stays within its cell of a table. */
export function plain(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|");
}

/** Words as they are, whatever Markdown or HTML would make of them. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_<>[\]|~&]/g, "\\$&");
}
