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

const KIB = 1024;
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
            lines={[{ label: 'usage.used', value: (point) => point.cpus, summary: data.cpu }]}
            shown={(value) => number(value, 3)}
          />
          <One
            what="usage.memory"
            data={data}
            limit={data.memory}
            lines={[
              { label: 'usage.used', value: (point) => point.memory, summary: data.memoryUsed },
              { label: 'usage.max', value: (point) => point.memoryMax },
            ]}
            unit={MIB}
            shown={bytes}
          />
          {data.gpus > 0 && (
            <>
              <One
                what="usage.gpu"
                data={data}
                limit={data.gpus}
                lines={[{ label: 'usage.used', value: (point) => point.gpus, summary: data.gpu }]}
                shown={(value) => number(value, 3)}
              />
              <One
                what="usage.gpu.memory"
                data={data}
                lines={[{ label: 'usage.used', value: (point) => point.gpuMemory, summary: data.gpuMemoryUsed }]}
                unit={MIB}
                shown={bytes}
              />
            </>
          )}
          <One
            what="usage.network"
            about="usage.network.hint"
            data={data}
            lines={[
              { label: 'usage.received', value: (point) => point.received, summary: data.received },
              { label: 'usage.sent', value: (point) => point.sent, summary: data.sent },
            ]}
            unit={fitting(Math.max(data.received.max, data.sent.max))}
            shown={(value) => t('usage.rate', { bytes: bytes(value) })}
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

/** The largest of B, KiB, MiB… that is not more than a value: ticks are round in it. */
function fitting(bytes: number): number {
  return bytes < KIB ? 1 : KIB * fitting(bytes / KIB);
}

type Point = Measured['points'][number];
type Line = { label: Key; value: (point: Point) => number; summary?: Measured['cpu'] };

/** One measure. The plot's ticks are round in {@code unit}. */
function One({
  what,
  about,
  data,
  limit,
  lines,
  unit = 1,
  shown,
}: {
  what: Key;
  about?: Key;
  data: Measured;
  limit?: number;
  lines: Line[];
  unit?: number;
  shown: (value: number) => string;
}) {
  const { t, time, moment } = useTexts();
  const summed = lines.filter((line) => line.summary);
  return (
    <Card title={limit === undefined ? t(what) : `${t(what)} (${t('usage.limit')} ${shown(limit)})`}>
      {about && <p className="soft small">{t(about)}</p>}
      {summed.map(({ label, summary }) => (
        <p key={label} className="small">
          {summed.length > 1 && `${t(label)}: `}
          {summary && t('usage.summary', { min: shown(summary.min), avg: shown(summary.avg), max: shown(summary.max) })}
        </p>
      ))}
      <Plot
        timeLabel={t('usage.when')}
        time={(seconds, withDay) => moment(seconds, withDay)}
        label={t('usage.plot', { what: t(what) })}
        from={new Date(data.from).getTime() / 1000}
        to={new Date(data.to).getTime() / 1000}
        times={data.points.map((point) => new Date(point.at).getTime() / 1000)}
        lines={lines.map((line) => ({ label: t(line.label), values: data.points.map((point) => line.value(point) / unit) }))}
        shown={(value) => shown(value * unit)}
      />
      <details>
        <summary>{t('usage.table')}</summary>
        <Table
          caption={t(what)}
          rows={data.points}
          id={(point) => point.at}
          columns={[
            { id: 'at', title: t('usage.when'), head: true, cell: (point) => time(point.at) },
            ...lines.map((line) => ({ id: line.label, title: t(line.label), cell: (point: Point) => shown(line.value(point)) })),
          ]}
        />
      </details>
    </Card>
  );
}

const COLUMNS: [string, (point: Point) => string | number][] = [
  ['at', (point) => point.at],
  ['cpus', (point) => point.cpus],
  ['memory_bytes', (point) => point.memory],
  ['memory_max_bytes', (point) => point.memoryMax],
  ['gpus', (point) => point.gpus],
  ['gpu_memory_bytes', (point) => point.gpuMemory],
  ['received_bytes_per_second', (point) => point.received],
  ['sent_bytes_per_second', (point) => point.sent],
];

function csv(data: Measured): string {
  const rows = data.points.map((point) => COLUMNS.map(([, value]) => value(point)).join(','));
  return [COLUMNS.map(([name]) => name).join(','), ...rows].join('\n');
}
