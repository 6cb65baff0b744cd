/**
 * Rows as RFC 4180 has them, each ended by CRLF. A cell that a spreadsheet would take for a formula is made text by an
 * apostrophe, and whatever could end a cell is quoted, semicolons among it: in many countries they part cells.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** The full-width forms are what East Asian keyboards write, and spreadsheets take them alike. */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const ENDS_A_CELL = /[",;'|\t\r\n]|^\s|\s$/;

function cell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return ENDS_A_CELL.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
