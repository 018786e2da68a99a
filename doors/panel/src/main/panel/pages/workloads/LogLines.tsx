import { useEffect, useMemo, useRef, useState } from 'react';
import { useTexts } from '../../texts/texts';
import { highlighted } from './highlighted';
import { Rows, type LineBuffer } from './lines';
import css from './Log.module.css';

const ROW = 20;
const MARGIN = 20;
const PROBE = 50;

export type Clock = 'off' | 'local' | 'utc';

/** The lines of a log; only those in sight are in the page. */
export function LogLines({
  label,
  buffer,
  version,
  hits,
  wanted,
  wrap,
  clock,
  following,
  onFollow,
}: {
  label: string;
  buffer: LineBuffer;
  version: number;
  /** Which lines are shown; null for all. */
  hits: number[] | null;
  wanted: string;
  wrap: boolean;
  clock: Clock;
  following: boolean;
  onFollow: (following: boolean) => void;
}) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const [top, setTop] = useState(0);
  const [size, setSize] = useState({ height: 400, columns: 80 });
  const count = hits ? hits.length : buffer.lines.length;
  const rows = useMemo(
    () => {
      if (!wrap) return null;
      return new Rows(hits ? hits.map((line) => buffer.widths[line] ?? 0) : buffer.widths, size.columns);
    },
    // The lines change in place; their version says so.
    // eslint-disable-next-line
    [wrap, hits, buffer, version, size.columns],
  );
  const lineAt = (row: number) => (rows ? rows.lineAt(row) : row);
  const rowOf = (line: number) => (rows ? rows.rowOf(line) : line);
  const first = lineAt(Math.max(0, Math.floor(top / ROW) - MARGIN));
  const last = Math.min(count, lineAt(Math.max(0, Math.ceil((top + size.height) / ROW) + MARGIN)) + 1);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => {
      const letter = (probe.current?.offsetWidth ?? 0) / PROBE || 8;
      const padding = 2 * 0.9 * parseFloat(getComputedStyle(document.documentElement).fontSize);
      const times = clock === 'off' ? 0 : 11;
      setSize({
        height: element.clientHeight,
        columns: Math.max(1, Math.floor((element.clientWidth - padding) / letter - times)),
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [clock]);
  useEffect(() => {
    if (following && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [following, version, wrap, size.columns]);

  return (
    <div
      ref={box}
      className={css['box']}
      role="log"
      aria-live="off"
      aria-label={label}
      tabIndex={0}
      onScroll={(event) => {
        const element = event.currentTarget;
        setTop(element.scrollTop);
        onFollow(element.scrollHeight - element.scrollTop - element.clientHeight < ROW * 2);
      }}
    >
      <span ref={probe} className={css['probe']} aria-hidden>
        {'0'.repeat(PROBE)}
      </span>
      <div style={{ height: rowOf(count) * ROW }}>
        <div style={{ transform: `translateY(${rowOf(first) * ROW}px)` }}>
          {Array.from({ length: Math.max(0, last - first) }, (_, at) => {
            const line = hits ? (hits[first + at] ?? 0) : first + at;
            return (
              <div key={first + at} className={`${css['line']} ${wrap ? css['wrapped'] : ''}`}>
                {clock !== 'off' && <When at={buffer.times[line] ?? 0} utc={clock === 'utc'} />}
                <span className={css['text']}>{highlighted(buffer.lines[line] ?? '', wanted)}</span>
              </div>
            );
          })}
        </div>
      </div>
      {buffer.lines.length === 0 && <p className={css['none']}>{t('log.none')}</p>}
    </div>
  );
}

/** When a line came here; of one that was there before nobody knows. */
function When({ at, utc }: { at: number; utc: boolean }) {
  const { t } = useTexts();
  if (at === 0) {
    return (
      <span className={css['time']}>
        <span aria-hidden>{'–'}</span>
        <span className="hidden">{t('log.times.before')}</span>
      </span>
    );
  }
  const moment = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const text = utc
    ? `${moment.toISOString().slice(11, 19)}Z`
    : [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':');
  return (
    <time className={css['time']} dateTime={moment.toISOString()}>
      {text}
    </time>
  );
}
