import { ownHeaders, send } from '../../api/client';
import type { Kind } from '../../api/workloads';
import { MOST_LINES } from './lines';

/** Reads the last part of a log and on from there, until the run is over or the signal says stop. */
export async function follow(
  kind: Kind,
  id: string,
  replica: string,
  take: (piece: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const path = `/v1/${kind}/${encodeURIComponent(id)}/log?follow=true&tail=${MOST_LINES}${replica ? `&replica=${replica}` : ''}`;
  const response = await send(
    new Request(new URL(path, location.origin), { headers: { Accept: 'text/plain', ...ownHeaders('GET') }, signal }),
  );
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    take(decoder.decode(value, { stream: true }));
  }
}
