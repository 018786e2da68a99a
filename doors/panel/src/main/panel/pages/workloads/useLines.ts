import { useEffect, useRef, useState } from 'react';
import type { Kind } from '../../api/workloads';
import { follow } from './follow';
import { LineBuffer } from './lines';

/** What was there already comes in one go; the first pause is where the new begins. */
const PAUSE = 80;
const FIRST_PAUSE = 1500;

/** What a workload writes, as it comes; its buffer is changed in place, and `version` says when. */
export function useLines(kind: Kind, id: string, running: boolean, replica: string) {
  const buffer = useRef(new LineBuffer());
  const [version, setVersion] = useState(0);
  const [fault, setFault] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const fresh = new LineBuffer(buffer.current);
    let frame = 0;
    let last = performance.now();
    let pause = FIRST_PAUSE;
    let isNew = false;
    const take = (piece: string) => {
      const now = performance.now();
      isNew ||= now - last > pause;
      pause = PAUSE;
      last = now;
      buffer.current = fresh;
      fresh.take(piece, isNew ? Date.now() : 0);
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setVersion((before) => before + 1);
      });
    };
    setFault(null);
    follow(kind, id, replica, take, stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) setFault(error);
    });
    return () => {
      stop.abort();
      cancelAnimationFrame(frame);
    };
  }, [kind, id, attempt, running, replica]);
  return { buffer: buffer.current, version, fault, again: () => setAttempt((now) => now + 1) };
}
