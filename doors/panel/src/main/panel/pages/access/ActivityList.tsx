import { useState } from 'react';
import { projectNow } from '../../api/client';
import { useActivity } from '../../api/users';
import { Button } from '../../components/Button';
import { csvOf } from '../../components/csv';
import { Empty, Trouble, Waiting } from '../../components/Page';
import { Status } from '../../components/Status';
import { Table } from '../../components/Table';
import { activity } from '../../texts/en/activity';
import { bring, useTexts } from '../../texts/texts';
import { download } from '../users/Reveal';

bring(activity);

/** What a line says beside who, what and to whom; not what is the same in all lines, and not what is nothing. */
function detailsOf(details: Record<string, unknown>): string {
  return Object.entries(details)
    .filter(([name, value]) => name !== 'project' && value !== null && value !== 'null' && value !== '')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(' · ');
}

/** Who did what, newest first; of everybody or about one. */
export function ActivityList({ subject = '', action = '' }: { subject?: string; action?: string }) {
  const { t, time, ago, named } = useTexts();
  const [before, setBefore] = useState(0);
  const found = useActivity({ subject, action, before, limit: 50 });
  if (!found.data) return found.error ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />;
  const lines = found.data;
  return (
    <div className="stack">
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      {lines.length === 0 ? (
        <Empty title={t('activity.none')} />
      ) : (
        <Table
          caption={t('nav.activity')}
          rows={lines}
          id={(line) => line.number}
          columns={[
            { id: 'at', title: t('activity.when'), head: true, cell: (line) => <time dateTime={line.at} title={time(line.at)}>{ago(line.at)}</time> },
            { id: 'who', title: t('activity.who'), long: true, cell: (line) => line.who },
            { id: 'what', title: t('activity.what'), cell: (line) => <code>{line.action}</code> },
            { id: 'to', title: t('activity.to'), long: true, cell: (line) => line.target },
            {
              id: 'details',
              title: t('activity.details'),
              long: true,
              cell: (line) => (
                <span className="small soft">
                  {detailsOf(line.details)}
                </span>
              ),
            },
            { id: 'from', title: t('activity.from'), long: true, cell: (line) => <span className="small">{line.address} {line.credential}</span> },
            { id: 'result', title: t('activity.result'), cell: (line) => <Status mood={line.result === 'done' || line.result === 'ok' ? 'good' : 'warn'} word={named(`activity.result.${line.result}`, line.result)} /> },
          ]}
        />
      )}
      <div className="row">
        {before > 0 && <Button onPress={() => setBefore(0)}>{t('activity.newest')}</Button>}
        {lines.length === 50 && <Button onPress={() => setBefore(lines[lines.length - 1]?.number ?? 0)}>{t('activity.older')}</Button>}
        {lines.length > 0 && (
          <Button onPress={() => download(`activity-${projectNow()}.json`, JSON.stringify(lines, null, 1))}>{t('activity.json')}</Button>
        )}
        {lines.length > 0 && (
          <Button
            onPress={() =>
              download(
                `activity-${projectNow()}.csv`,
                csvOf([
                  ['number', 'at', 'who', 'action', 'target', 'result', 'address', 'credential', 'hash'],
                  ...lines.map((line) => [line.number, line.at, line.who, line.action, line.target, line.result, line.address, line.credential, line.hash]),
                ]),
              )
            }
          >
            {t('activity.csv')}
          </Button>
        )}
      </div>
    </div>
  );
}
