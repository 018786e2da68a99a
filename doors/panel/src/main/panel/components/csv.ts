/** Rows as CSV: quoted, and never a formula to a spreadsheet. */
export function csvOf(rows: unknown[][]): string {
  return rows.map((row) => row.map((cell) => cellOf(String(cell ?? ''))).join(',')).join('\n');
}

function cellOf(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
