/** So many lines are kept; the oldest go first. */
export const MOST_LINES = 50_000;
const LONGEST = 4000;

/** Colours and whatever else a terminal is told between the letters. */
export const ESCAPES = /\u001b\[([0-9;]*)m|\u001b(?:\[[0-9;?]*[A-Za-z]|\][^\u0007]*(?:\u0007|$)|.)|[\u0000-\u0008\u000b-\u001f]/g;

const TAB = 8;
// Letters that take two columns in a terminal: those of East Asia, and pictures.
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\ud83c-\ud83e]/g;

/** How many columns a line takes, as far as that can be told without laying it out. */
export function widthOf(line: string): number {
  const plain = /[\u0000-\u001f]/.test(line) ? line.replaceAll('\t', ' '.repeat(TAB)).replace(ESCAPES, '') : line;
  return plain.length + (/[\u1100-\uffff]/.test(plain) ? (plain.match(WIDE)?.length ?? 0) : 0);
}

/** Text as it comes, in lines; a carriage return begins its line anew, as in a terminal. */
export class LineBuffer {
  readonly lines: string[] = [];
  /** When each line came here, in milliseconds since 1970; 0 where it was there before. */
  readonly times: number[] = [];
  readonly widths: number[] = [];
  private open = '';

  /** @param before what was read of the same log earlier: lines that are as they were keep their times. */
  constructor(private readonly before?: LineBuffer) {}

  take(piece: string, at = 0): void {
    let time = at;
    if (this.open !== '') {
      this.lines.pop();
      this.widths.pop();
      time = this.times.pop() ?? at;
    }
    const parts = (this.open + piece).replaceAll('\r\n', '\n').split('\n');
    this.open = parts.pop() ?? '';
    for (const part of parts) {
      this.push(shown(part), time);
      time = at;
    }
    if (this.open !== '') this.push(shown(this.open), time);
    if (this.open.length > LONGEST * 4) this.open = this.open.slice(-LONGEST);
    const tooMany = this.lines.length - MOST_LINES;
    if (tooMany > 0) for (const list of [this.lines, this.times, this.widths]) list.splice(0, tooMany);
  }

  private push(line: string, at: number): void {
    const index = this.lines.length;
    this.lines.push(line);
    this.widths.push(widthOf(line));
    this.times.push(at || (this.before?.lines[index] === line ? (this.before.times[index] ?? 0) : 0));
  }
}

const shown = (line: string) => line.slice(line.lastIndexOf('\r') + 1).slice(0, LONGEST);

/** In which row each line begins, where lines go on in the next row. */
export class Rows {
  private readonly begins: Int32Array;

  /** @param columns that fit into a row, at least 1 */
  constructor(widths: number[], columns: number) {
    this.begins = new Int32Array(widths.length + 1);
    for (let i = 0; i < widths.length; i++) {
      this.begins[i + 1] = (this.begins[i] ?? 0) + Math.max(1, Math.ceil((widths[i] ?? 0) / columns));
    }
  }

  /** The row in which a line begins; of the line after the last: how many rows there are. */
  rowOf(line: number): number {
    return this.begins[Math.min(line, this.begins.length - 1)] ?? 0;
  }

  /** The line that a row is of. */
  lineAt(row: number): number {
    let low = 0;
    let high = Math.max(0, this.begins.length - 2);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.begins[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
