import { ArrowDownToLine, Download, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Kind } from '../../api/workloads';
import { Button } from '../../components/Button';
import { Check } from '../../components/Field';
import { Trouble } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { download } from '../users/Reveal';
import { follow } from './follow';
import { highlighted } from './highlighted';
import { LineBuffer, MOST_LINES } from './lines';
import css from './Log.module.css';

const LINE = 20;
const MARGIN = 20;

/** What a workload writes, as it comes. */
function useLines(kind: Kind, id: string, running: boolean, replica: string) {
  const buffer = useRef(new LineBuffer());
  const [version, setVersion] = useState(0);
  const [fault, setFault] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const fresh = new LineBuffer();
    let frame = 0;
    const take = (piece: string) => {
      buffer.current = fresh;
      fresh.take(piece);
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setVersion((now) => now + 1);
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
  return { lines: buffer.current.lines, version, fault, again: () => setAttempt((now) => now + 1) };
}

/** A log: followed, searched, and only the lines in sight are in the page. */
export function Log({
  kind,
  id,
  name,
  running,
  replica,
  replicas,
  onReplica,
}: {
  kind: Kind;
  id: string;
  name: string;
  running: boolean;
  replica: string;
  replicas: number[];
  onReplica: (replica: string) => void;
}) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const { lines: all, version, fault, again } = useLines(kind, id, running, replica);
  const [following, setFollowing] = useState(true);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(400);
  const [text, setText] = useState('');
  const [only, setOnly] = useState(false);
  const wanted = text.toLowerCase();
  const hits = useMemo(
    () => (wanted ? all.filter((line) => line.toLowerCase().includes(wanted)) : []),
    // The lines change in place; their version says so.
    // eslint-disable-next-line
    [wanted, version, all],
  );
  const shown = only && wanted ? hits : all;
  const first = Math.max(0, Math.floor(top / LINE) - MARGIN);
  const last = Math.min(shown.length, Math.ceil((top + height) / LINE) + MARGIN);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (following && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [following, version]);

  return (
    <div className="stack">
      {fault !== null && <Trouble error={fault} onRetry={again} />}
      <div className={css['tools']}>
        <label className={css['search']}>
          <span className="hidden">{t('log.search')}</span>
          <Search size={16} aria-hidden />
          <input
            type="search"
            value={text}
            placeholder={t('log.search')}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {(replicas.length > 1 || replica) && (
          <label className={css['replica']}>
            <span>{t('log.replica')}</span>
            <select value={replica} onChange={(event) => onReplica(event.target.value)}>
              <option value="">{t('log.replica.eldest')}</option>
              {[...new Set([...replicas, ...(replica ? [Number(replica)] : [])])].map((number) => (
                <option key={number} value={number}>
                  {number}
                </option>
              ))}
            </select>
          </label>
        )}
        <Check label={t('log.only')} checked={only} onChange={setOnly} />
        <Check label={t('log.follow')} checked={following} onChange={setFollowing} />
        <span className="small soft">
          {wanted ? t('log.hits', { n: hits.length }) : t('log.lines', { n: all.length })}
        </span>
        <Button onPress={() => download(`${name}.log`, all.join('\n'))}>
          <Download size={15} aria-hidden /> {t('log.download')}
        </Button>
      </div>
      <div
        ref={box}
        className={css['box']}
        role="log"
        aria-live="off"
        aria-label={t('log.label', { name })}
        tabIndex={0}
        onScroll={(event) => {
          const element = event.currentTarget;
          setTop(element.scrollTop);
          setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < LINE * 2);
        }}
      >
        <div style={{ height: shown.length * LINE }}>
          <div style={{ transform: `translateY(${first * LINE}px)` }}>
            {shown.slice(first, last).map((line, index) => (
              <div key={first + index} className={css['line']}>
                {highlighted(line, wanted)}
              </div>
            ))}
          </div>
        </div>
        {all.length === 0 && <p className={css['none']}>{t('log.none')}</p>}
      </div>
      {!following && all.length > 0 && (
        <p>
          <Button onPress={() => setFollowing(true)}>
            <ArrowDownToLine size={15} aria-hidden /> {t('log.end')}
          </Button>
        </p>
      )}
      {all.length >= MOST_LINES && <p className="small soft">{t('log.most', { n: MOST_LINES })}</p>}
    </div>
  );
}
