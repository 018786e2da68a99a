import { useState } from 'react';
import { nameOf, RANGES, useUsage, type Range, type Usage as Measured, type Workload } from '../../api/workloads';
import { Button } from '../../components/Button';
import { SelectField } from '../../components/Field';
import { Card, Empty, Trouble, Waiting } from '../../components/Page';
import { Table } from '../../components/Table';
import { usage } from '../../texts/en/usage';
import { bring, useTexts, type Key } from '../../texts/texts';
import { download } from '../users/Reveal';
import { Plot } from './Plot';

bring(usage);

const MIB = 1024 ** 2;

/** What a workload used: a plot for the eye, a sentence and a table for everybody. */
export function Usage({ workload }: { workload: Workload }) {
  const { t, named, list, number, bytes } = useTexts();
  const [range, setRange] = useState<Range>('1h');
  const found = useUsage(workload.kind, workload.id, range);
  const data = found.data;
  return (
    <div className="stack">
      <div className="spread">
        <SelectField
          label={t('usage.range')}
          value={range}
          onChange={(chosen) => setRange(chosen as Range)}
          options={RANGES.map((id) => ({ id, label: t(`usage.${id}`) }))}
        />
        {data && data.points.length > 0 && (
          <Button onPress={() => download(`usage-${nameOf(workload)}-${range}.csv`, csv(data))}>{t('usage.csv')}</Button>
        )}
      </div>
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      {!data ? (
        found.isPending && <Waiting />
      ) : data.points.length === 0 ? (
        <Empty title={t('usage.none')} />
      ) : (
        <>
          <One
            what="usage.cpu"
            data={data}
            limit={data.cpus}
            value={(point) => point.cpus}
            summary={data.cpu}
            shown={(value) => number(value, 3)}
          />
          <One
            what="usage.memory"
            data={data}
            limit={data.memory / MIB}
            value={(point) => point.memory / MIB}
            most={(point) => point.memoryMax / MIB}
            summary={data.memoryUsed}
            shown={(value) => bytes(value * MIB)}
            summaryShown={bytes}
          />
        </>
      )}
      {data && data.notMeasured.length > 0 && (
        <p className="soft small">
          {t('usage.not', { list: list(data.notMeasured.map((each) => named(`usage.${each}`, each))) })}
        </p>
      )}
    </div>
  );
}

function One({
  what,
  data,
  limit,
  value,
  most,
  summary,
  shown,
  summaryShown = shown,
}: {
  what: Key;
  data: Measured;
  limit: number;
  value: (point: Measured['points'][number]) => number;
  most?: (point: Measured['points'][number]) => number;
  summary: Measured['cpu'];
  shown: (value: number) => string;
  summaryShown?: (value: number) => string;
}) {
  const { t, time, moment } = useTexts();
  const title = `${t(what)} (${t('usage.limit')} ${shown(limit)})`;
  return (
    <Card title={title}>
      <p className="small">
        {t('usage.summary', { min: summaryShown(summary.min), avg: summaryShown(summary.avg), max: summaryShown(summary.max) })}
      </p>
      <Plot
        timeLabel={t('usage.when')}
        time={(seconds, withDay) => moment(seconds, withDay)}
        label={t('usage.plot', { what: t(what) })}
        from={new Date(data.from).getTime() / 1000}
        to={new Date(data.to).getTime() / 1000}
        times={data.points.map((point) => new Date(point.at).getTime() / 1000)}
        lines={[
          { label: t('usage.used'), values: data.points.map(value) },
          ...(most ? [{ label: t('usage.max'), values: data.points.map(most) }] : []),
        ]}
        shown={shown}
      />
      <details>
        <summary>{t('usage.table')}</summary>
        <Table
          caption={t(what)}
          rows={data.points}
          id={(point) => point.at}
          columns={[
            { id: 'at', title: t('usage.when'), head: true, cell: (point) => time(point.at) },
            { id: 'used', title: t('usage.used'), cell: (point) => shown(value(point)) },
            ...(most ? [{ id: 'max', title: t('usage.max'), cell: (point: Measured['points'][number]) => shown(most(point)) }] : []),
          ]}
        />
      </details>
    </Card>
  );
}

function csv(data: Measured): string {
  const rows = data.points.map((point) => [point.at, point.cpus, point.memory, point.memoryMax].join(','));
  return ['at,cpus,memory_bytes,memory_max_bytes', ...rows].join('\n');
}
