/** What is answered before any policy was set. */
export const NO_POLICY = '{\n  "Statement": []\n}';

/** Policies to begin with. */
export const TEMPLATES = {
  read: written([
    ['s3:GetObject', 's3:ListBucket', 's3:GetBucketLocation', 's3:ListAllMyBuckets'],
    ['arn:aws:s3:::BUCKET', 'arn:aws:s3:::BUCKET/*', '*'],
  ]),
  prefix: written([
    ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
    ['arn:aws:s3:::BUCKET/PREFIX/*'],
  ]),
  none: NO_POLICY,
};

function written([actions, resources]: [string[], string[]]): string {
  return JSON.stringify({ Statement: [{ Sid: 'first', Effect: 'Allow', Action: actions, Resource: resources }] }, null, 2);
}

/** A document laid out for people; as it is where it is no JSON. */
export function laidOut(document: string): string {
  try {
    return JSON.stringify(JSON.parse(document), null, 2);
  } catch {
    return document;
  }
}

/** Where a fault is, as the server says it: `policy: line 3, column 5: …`. */
export function faultIn(message: string): { line: number; column: number; reason: string } | null {
  const found = /line (\d+), column (\d+): (.*)$/s.exec(message);
  return found ? { line: Number(found[1]), column: Number(found[2]), reason: found[3] ?? '' } : null;
}

/** From where to where a line of a text goes. */
export function rangeOf(text: string, line: number): [number, number] {
  const lines = text.split('\n');
  const at = Math.min(Math.max(1, line), lines.length);
  const from = lines.slice(0, at - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return [from, from + (lines[at - 1] ?? '').length];
}

/** Lines of one text that the other has fewer of, in their order. */
export function onlyIn(one: string, other: string): string[] {
  const left = new Map<string, number>();
  for (const line of other.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
  return one.split('\n').filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0 && line.trim() !== '';
  });
}
