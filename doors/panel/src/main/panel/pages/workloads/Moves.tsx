import { useMove, useMoves, type Move, type Volume, type Workload } from '../../api/workloads';
import { useMay } from '../../api/me';
import { Button } from '../../components/Button';
import { Card, Empty, Trouble, Waiting } from '../../components/Page';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { usage } from '../../texts/en/usage';
import { bring, useTexts } from '../../texts/texts';

bring(usage);

/** The data that a workload has: where it is from, when it moved, and moving it by hand. */
export function Moves({ workload }: { workload: Workload }) {
  const { t, ago } = useTexts();
  const may = useMay();
  const say = useSay();
  const found = useMoves(workload.kind, workload.id);
  const move = useMove(workload.kind, workload.id);
  const mayMove = may(`${workload.kind}_edit`);
  if (!found.data) return found.error ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />;
  const { spec, status } = found.data;
  if (spec.volumes.length === 0) return <Empty title={t('moves.none')} />;
  const when = (mount: string, which: 'lastPulledCreatedAt' | 'lastPushedCreatedAt') => {
    const at = status.volumes.find((each) => each.mountPath === mount)?.[which];
    return at ? ago(at) : <span className="soft">{t('never')}</span>;
  };
  const ask = (direction: 'pull' | 'push') => move.mutate({ direction }, { onSuccess: () => say(t('moves.asked')) });
  return (
    <div className="stack">
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      <p className="soft">{t('moves.lead')}</p>
      {mayMove && (
        <div className="row">
          <Button isDisabled={move.isPending} onPress={() => ask('pull')}>
            {t('moves.pull')}
          </Button>
          {spec.volumes.some((each) => each.permission !== 'RO') && (
            <Button isDisabled={move.isPending} onPress={() => ask('push')}>
              {t('moves.push')}
            </Button>
          )}
        </div>
      )}
      {move.error && <Trouble error={move.error} />}
      <Table
        caption={t('moves.title')}
        rows={spec.volumes}
        id={(volume) => volume.mountPath}
        columns={[
          { id: 'mount', title: t('moves.mount'), head: true, cell: (volume) => <code>{volume.mountPath}</code> },
          { id: 'source', title: t('moves.source'), long: true, cell: (volume) => <Source volume={volume} /> },
          { id: 'right', title: t('moves.right'), cell: (volume) => volume.permission },
          { id: 'pulled', title: t('moves.pulled'), cell: (volume) => when(volume.mountPath, 'lastPulledCreatedAt') },
          { id: 'pushed', title: t('moves.pushed'), cell: (volume) => when(volume.mountPath, 'lastPushedCreatedAt') },
        ]}
      />
      {status.dataSync.length > 0 && (
        <Card title={t('moves.history')}>
          <History moves={status.dataSync} />
        </Card>
      )}
    </div>
  );
}

function Source({ volume }: { volume: Volume }) {
  const { t } = useTexts();
  const { dataStore } = volume;
  const open = volume.publicGit ?? volume.publicSwift;
  if (dataStore) return <code>{`${dataStore.container}@${dataStore.alias}${dataStore.prefix ? `/${dataStore.prefix}` : ''}`}</code>;
  return open ? <code>{open.url}</code> : <span className="soft">{t('moves.own')}</span>;
}

function History({ moves }: { moves: Move[] }) {
  const { t, ago, time, bytes } = useTexts();
  const sum = (move: Move, part: 'total' | 'completed' | 'failed' | 'transferredBytes') =>
    move.status.progress.reduce((all, each) => all + each[part], 0);
  return (
    <Table
      caption={t('moves.history')}
      rows={[...moves].sort((a, b) => b.createdAt.localeCompare(a.createdAt))}
      id={(move) => move.id}
      columns={[
        { id: 'at', title: t('activity.when'), head: true, cell: (move) => <time dateTime={move.createdAt} title={time(move.createdAt)}>{ago(move.createdAt)}</time> },
        { id: 'way', title: t('moves.direction'), cell: (move) => t(move.spec.direction.toLowerCase() === 'pull' ? 'moves.pulled' : 'moves.pushed') },
        { id: 'state', title: t('moves.state'), long: true, cell: (move) => move.status.info.message || move.status.state },
        {
          id: 'files',
          title: t('moves.files'),
          cell: (move) => (
            <>
              {t('moves.files.of', { done: sum(move, 'completed'), all: sum(move, 'total') })}
              {sum(move, 'failed') > 0 && ` · ${t('moves.failed', { n: sum(move, 'failed') })}`}
            </>
          ),
        },
        { id: 'bytes', title: t('moves.bytes'), cell: (move) => bytes(sum(move, 'transferredBytes')) },
      ]}
    />
  );
}
