import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { allowed, type Mood, type Workload } from '../../api/workloads';
import { Button } from '../../components/Button';
import { Card, Facts, Note } from '../../components/Page';
import { Status } from '../../components/Status';
import { Table } from '../../components/Table';
import { useTexts } from '../../texts/texts';
import type { Automatic } from './scaling';

type Serving = Schemas['Serving'];
type Phase = Serving['fleet'][number]['phase'];

const MOODS: Record<Phase, Mood> = {
  PLANNED: 'busy',
  STARTING: 'busy',
  READY: 'good',
  UNREADY: 'warn',
  LEAVING: 'calm',
  ENDING: 'calm',
};

/** The replicas of an app: how many there should be, how each of them is, and the way to others. */
export function Replicas({ workload, serving, onDo }: { workload: Workload; serving: Serving; onDo: (deed: string) => void }) {
  const { t, ago, time } = useTexts();
  const edits = allowed(workload, 'edit').yes;
  const changes = serving.fleet.some((each) => each.version !== serving.version);
  const { probe, automatic } = serving;
  const told = useScalingTold();
  return (
    <Card
      title={t('replicas.title')}
      actions={
        edits && (
          <span className="row">
            <Button onPress={() => onDo('scale')}>{t('replicas.scale')}</Button>
            <Button onPress={() => onDo('change')}>{t('replicas.change')}</Button>
          </span>
        )
      }
    >
      <Facts
        facts={[
          [t('replicas.ready'), serving.replicas === 0 && serving.ready === 0 ? t('scaling.asleep') : t('replicas.of', { ready: serving.ready, n: serving.replicas })],
          ...(automatic ? [[t('scaling.told.title'), told(automatic)] as [string, string]] : []),
          [
            t('launch.probe'),
            probe ? <code key="p">{probe.port ? `:${probe.port}${probe.path}` : probe.path}</code> : t('replicas.no-probe'),
          ],
        ]}
      />
      {serving.waitsFor && <Note>{serving.waitsFor}</Note>}
      {changes && <Note>{t('replicas.changing')}</Note>}
      {serving.fleet.length > 0 && (
        <Table
          caption={t('replicas.title')}
          rows={serving.fleet}
          id={(each) => each.number}
          columns={[
            { id: 'number', title: t('replicas.number'), head: true, cell: (each) => each.number },
            { id: 'phase', title: t('users.status'), cell: (each) => <Status mood={MOODS[each.phase]} word={t(`replicas.${each.phase}`)} /> },
            { id: 'version', title: t('launch.version'), cell: (each) => t(each.version === serving.version ? 'replicas.present' : 'replicas.earlier', { n: each.version }) },
            { id: 'since', title: t('replicas.since'), cell: (each) => <time dateTime={each.since} title={time(each.since)}>{ago(each.since)}</time> },
            {
              id: 'log',
              title: t('actions'),
              silent: true,
              cell: (each) => (
                <Link to={`/apps/${workload.id}/log?replica=${each.number}`}>
                  {t('work.tab.log')} <span className="hidden">{t('replicas.one', { n: each.number })}</span>
                </Link>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}

/** By what it is decided how many replicas there are, in a sentence. */
function useScalingTold() {
  const { t, list, number } = useTexts();
  return (how: Automatic) => {
    const what = [
      ...(how.resourceType
        ? [t('scaling.told.use', { what: t(how.resourceType === 'CPU' ? 'scaling.cpu' : 'scaling.ram'), n: how.averageUsageTarget ?? 0 })]
        : []),
      ...(how.customMetrics ? [t('scaling.told.own', { n: number(how.customMetrics.targetValue, 2) })] : []),
    ];
    return t('scaling.told', { min: how.replicasMin, max: how.replicasMax, what: list(what) });
  };
}
