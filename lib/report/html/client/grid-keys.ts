interface Position {
  readonly row: number;
  readonly column: number;
}

/**
 * Where a key leads in a grid; undefined where it leads nowhere.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function moveFocus(
  { key, ctrlKey }: Pick<KeyboardEvent, "key" | "ctrlKey">,
  { row, column }: Position,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Position | undefined {
  const last = { row: rows - 1, column: columns - 1 };
  switch (key) {
    case "ArrowRight":
      return { row, column: Math.min(column + 1, last.column) };
    case "ArrowLeft":
      return { row, column: Math.max(column - 1, 0) };
    case "ArrowDown":
      return { row: Math.min(row + 1, last.row), column };
    case "ArrowUp":
      return { row: Math.max(row - 1, 0), column };
    case "PageDown":
      return { row: Math.min(row + PAGE, last.row), column };
    case "PageUp":
      return { row: Math.max(row - PAGE, 0), column };
    case "Home":
      return ctrlKey ? { row: 0, column: 0 } : { row, column: 0 };
    case "End":
      return ctrlKey ? last : { row, column: last.column };
    default:
      return undefined;
  }
}

const PAGE = 10;
