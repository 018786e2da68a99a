import { ArrowDownToLine, Download, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Kind } from '../../api/workloads';
import { Button } from '../../components/Button';
import { Check } from '../../components/Field';
import { Trouble } from '../../components/Page';
import { useRemembered } from '../../components/remembered';
import { useTexts } from '../../texts/texts';
import { download } from '../users/Reveal';
import { MOST_LINES } from './lines';
import { LogLines, type Clock } from './LogLines';
import css from './Log.module.css';
import { useLines } from './useLines';

const CLOCKS: Clock[] = ['off', 'local', 'utc'];

/** A log: followed, searched, wrapped where that is wanted. */
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
  const { buffer, version, fault, again } = useLines(kind, id, running, replica);
  const all = buffer.lines;
  const [following, setFollowing] = useState(true);
  const [text, setText] = useState('');
  const [only, setOnly] = useState(false);
  const [wrap, setWrap] = useRemembered('log.wrap', 'no');
  const [stored, setClock] = useRemembered('log.times', 'off');
  const clock = CLOCKS.find((each) => each === stored) ?? 'off';
  const wanted = text.toLowerCase();
  const hits = useMemo(
    () => (wanted ? all.flatMap((line, index) => (line.toLowerCase().includes(wanted) ? [index] : [])) : []),
    // The lines change in place; their version says so.
    // eslint-disable-next-line
    [wanted, version, all],
  );

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
          <label className={css['choice']}>
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
        <Check label={t('log.wrap')} checked={wrap === 'yes'} onChange={(on) => setWrap(on ? 'yes' : 'no')} />
        <label className={css['choice']}>
          <span>{t('log.times')}</span>
          <select value={clock} onChange={(event) => setClock(event.target.value)}>
            {CLOCKS.map((each) => (
              <option key={each} value={each}>
                {t(`log.times.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <span className="small soft">
          {wanted ? t('log.hits', { n: hits.length }) : t('log.lines', { n: all.length })}
        </span>
        <Button onPress={() => download(`${name}.log`, all.join('\n'))}>
          <Download size={15} aria-hidden /> {t('log.download')}
        </Button>
      </div>
      {clock !== 'off' && <p className="small soft">{t('log.times.hint')}</p>}
      <LogLines
        label={t('log.label', { name })}
        buffer={buffer}
        version={version}
        hits={only && wanted ? hits : null}
        wanted={wanted}
        wrap={wrap === 'yes'}
        clock={clock}
        following={following}
        onFollow={setFollowing}
      />
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
