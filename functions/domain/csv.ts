/** One cell; a number is written as it is. */
export type Cell = string | number;

/** So that a spreadsheet reads the text as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A table as RFC 4180 has it, with a byte order mark. Text that a spreadsheet would take for a formula gets an
 * apostrophe before it.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`);
  return BYTE_ORDER_MARK + lines.join('');
}

function cellText(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const guarded = /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
