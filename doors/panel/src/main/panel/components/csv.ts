export type Cell = string | number | null | undefined;

/** Rows as CSV: quoted, and never a formula to a spreadsheet. */
export function csvOf(rows: Cell[][]): string {
  return rows.map((row) => row.map((cell) => cellOf(String(cell ?? ''))).join(',')).join('\n');
}

function cellOf(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
