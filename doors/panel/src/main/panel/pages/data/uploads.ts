import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/client';
import { sendFile } from '../../api/storage';
import type { Placed } from './dropped';

export interface Upload {
  id: number;
  key: string;
  file: File;
  sent: number;
  state: 'waiting' | 'sending' | 'done' | 'failed' | 'there' | 'stopped';
  message: string;
  replace: boolean;
}

/** So many files travel at a time; the others wait. */
const AT_ONCE = 2;
let next = 1;

/** Files on their way into a bucket. They go on while one looks at other folders of it. */
export function useUploads(bucket: string) {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const stops = useRef(new Map<number, AbortController>());
  const change = useCallback(
    (id: number, changes: Partial<Upload>) =>
      setUploads((all) => all.map((each) => (each.id === id ? { ...each, ...changes } : each))),
    [],
  );
  useEffect(() => {
    const sending = uploads.filter((each) => each.state === 'sending').length;
    for (const each of uploads.filter((one) => one.state === 'waiting').slice(0, Math.max(0, AT_ONCE - sending))) {
      const stop = new AbortController();
      stops.current.set(each.id, stop);
      change(each.id, { state: 'sending', sent: 0, message: '' });
      sendFile({ bucket, key: each.key, file: each.file, replace: each.replace }, (sent) => change(each.id, { sent }), stop.signal)
        .then(() => {
          change(each.id, { state: 'done', sent: each.file.size });
          void client.invalidateQueries({ queryKey: ['objects'] });
        })
        .catch((fault: unknown) => {
          const problem = fault instanceof Problem ? fault : null;
          const state = stop.signal.aborted ? 'stopped' : problem?.status === 409 ? 'there' : 'failed';
          change(each.id, { state, sent: 0, message: problem && problem.status < 599 ? problem.message : '' });
        })
        .finally(() => stops.current.delete(each.id));
    }
  }, [uploads, bucket, change, client]);
  useEffect(() => {
    const all = stops.current;
    return () => all.forEach((stop) => stop.abort());
  }, []);
  const busy = uploads.some((each) => each.state === 'sending' || each.state === 'waiting');
  useEffect(() => {
    if (!busy) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [busy]);
  return {
    uploads,
    add: (prefix: string, files: Placed[]) =>
      setUploads((all) => [
        ...all,
        ...files.map(({ path, file }) => ({
          id: next++,
          key: prefix + path,
          file,
          sent: 0,
          state: 'waiting' as const,
          message: '',
          replace: false,
        })),
      ]),
    again: (id: number, replace: boolean) => change(id, { state: 'waiting', replace }),
    stop: (id: number) => {
      const stop = stops.current.get(id);
      if (stop) stop.abort();
      else change(id, { state: 'stopped' });
    },
    clear: () => setUploads((all) => all.filter((each) => each.state === 'sending' || each.state === 'waiting')),
  };
}
