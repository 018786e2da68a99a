/** So many lines are kept; the oldest go first. */
export const MOST_LINES = 50_000;
const LONGEST = 4000;

/** Text as it comes, in lines; a carriage return begins its line anew, as in a terminal. */
export class LineBuffer {
  readonly lines: string[] = [];
  private open = '';

  take(piece: string): void {
    if (this.open !== '') this.lines.pop();
    const parts = (this.open + piece).replaceAll('\r\n', '\n').split('\n');
    this.open = parts.pop() ?? '';
    for (const part of parts) this.lines.push(shown(part));
    if (this.open !== '') this.lines.push(shown(this.open));
    if (this.open.length > LONGEST * 4) this.open = this.open.slice(-LONGEST);
    if (this.lines.length > MOST_LINES) this.lines.splice(0, this.lines.length - MOST_LINES);
  }
}

const shown = (line: string) => line.slice(line.lastIndexOf('\r') + 1).slice(0, LONGEST);
