import type { QueryClient } from '@tanstack/react-query';
import { projectNow } from './client';
import { connection } from './connection';

/** So many milliseconds between two looks at what the stream of events does not tell of. */
export const POLL = 10_000;

/** The same, and none at all while the stream is open. */
export const pollUnlessLive = (often: number) => () => (connection.streaming() ? false : often);

interface Event {
  id: string;
  type: string;
}

/** Which lists an event makes old. */
const TOUCHES: Record<string, string[]> = {
  user: ['users', 'audit'],
  access: ['users', 'sessions', 'connections', 'audit', 'tokens'],
  notebook: ['notebook', 'users', 'connections'],
  job: ['job', 'users', 'connections'],
  app: ['app', 'users', 'connections'],
  token: ['tokens'],
  session: ['sessions', 'connections'],
};

const GATHER = 150;
const FIRST_RETRY = 1000;
const LONGEST_RETRY = 5000;

/** Keeps what is on the page true: by the stream of events where there is one, else by looking again. */
export function stayTrue(client: QueryClient): () => void {
  const old = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const take = (event: Event) => {
    if (event.type === 'resync' || event.type === 'session-changed') old.add('');
    else (TOUCHES[event.type.split('.')[0] ?? ''] ?? []).forEach((key) => old.add(key));
    timer ??= setTimeout(() => {
      timer = undefined;
      const keys = [...old];
      old.clear();
      if (keys.includes('')) void client.invalidateQueries();
      else keys.forEach((key) => void client.invalidateQueries({ queryKey: [key] }));
    }, GATHER);
  };
  const stopHearing = hear(take, () => void client.invalidateQueries({ queryKey: ['me'] }));
  const stopWaiting = connection.whenBack(() => void client.invalidateQueries());
  const knocking = setInterval(() => {
    if (connection.now() === 'lost') void knock();
  }, 1500);
  return () => {
    stopHearing();
    stopWaiting();
    clearInterval(knocking);
    clearTimeout(timer);
  };
}

async function knock(): Promise<void> {
  try {
    if ((await fetch('/v1/gatehouse/health')).ok) connection.found();
  } catch {
    // Not yet.
  }
}

type Message = { event: Event } | { open: boolean } | { asked: true };

/**
 * One stream for all tabs of a browser, which may hold only six connections to a host: the tab that
 * has the lock holds the stream and passes on what it hears. Where there are no locks (plain HTTP
 * on another host than localhost) each tab holds its own.
 */
function hear(take: (event: Event) => void, onClosed: () => void): () => void {
  const name = `gatehouse.events ${projectNow()}`;
  const others = new BroadcastChannel(name);
  const stop = new AbortController();
  let isOpen = false;
  let holds = false;
  const say = (message: Message) => others.postMessage(message);
  others.onmessage = ({ data }: MessageEvent<Message>) => {
    if ('event' in data) take(data.event);
    else if ('open' in data) connection.stream(data.open);
    else if (holds) say({ open: isOpen });
  };
  const hold = () =>
    new Promise<void>((release) => {
      holds = true;
      const close = stream(
        (event) => {
          take(event);
          say({ event });
        },
        (open) => {
          isOpen = open;
          connection.stream(open);
          say({ open });
        },
        onClosed,
      );
      stop.signal.addEventListener('abort', () => {
        close();
        release();
      });
    });
  if ('locks' in navigator) {
    say({ asked: true });
    navigator.locks.request(name, { signal: stop.signal }, hold).catch(() => undefined);
  } else {
    void hold();
  }
  return () => {
    stop.abort();
    others.close();
  };
}

function stream(take: (event: Event) => void, onOpen: (open: boolean) => void, onClosed: () => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_RETRY;
  let last = '';
  const open = () => {
    const asked = new URLSearchParams({ project: projectNow(), ...(last ? { lastEventId: last } : {}) });
    source = new EventSource(`/v1/gatehouse/events?${asked}`);
    source.onopen = () => {
      wait = FIRST_RETRY;
      onOpen(true);
    };
    source.onmessage = (message: MessageEvent<string>) => {
      if (message.lastEventId) last = message.lastEventId;
      take(JSON.parse(message.data) as Event);
    };
    source.onerror = () => {
      onOpen(false);
      onClosed();
      source?.close();
      timer = setTimeout(open, wait);
      wait = Math.min(LONGEST_RETRY, wait * 2);
    };
  };
  open();
  return () => {
    source?.close();
    clearTimeout(timer);
  };
}
