import type { Schemas } from './client';

type Line = Schemas['AuditLine'];

const START = '0'.repeat(64);
const PARTS = ['subject', 'who', 'credential', 'address', 'action', 'target', 'result'] as const;

/** The hash of an audit line: SHA-256 over the hash before it and all its parts, each with its length in front. */
export async function hashOf(before: string, line: Line): Promise<string> {
  const details = Object.entries(line.details).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const parts = [
    before,
    String(line.number),
    line.at,
    String(line.revision),
    ...PARTS.map((part) => line[part]),
    ...details.flat(),
  ].map((part) => new TextEncoder().encode(part));
  const all = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(all.buffer);
  let at = 0;
  for (const part of parts) {
    view.setInt32(at, part.length);
    all.set(part, at + 4);
    at += 4 + part.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Lines of an export, checked one after the other. */
export class Chain {
  count = 0;
  /** The number of the first line that does not follow from the one before; 0 while all do. */
  broken = 0;
  private before: string | null = null;
  private last = 0;

  /** Takes what an export says on one line; what is no line of the audit (a checkpoint) is passed over. */
  async take(text: string): Promise<void> {
    const line = JSON.parse(text) as Line;
    if (!('action' in line) || this.broken) return;
    if (this.count === 0 && line.number === 1) this.before = START;
    const follows = this.count === 0 || line.number === this.last + 1;
    if (!follows || (this.before !== null && (await hashOf(this.before, line)) !== line.hash)) this.broken = line.number;
    this.before = line.hash;
    this.last = line.number;
    this.count++;
  }
}
