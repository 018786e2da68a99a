import { useSearchParams } from 'react-router';
import { useBackups, useDeleteBackup, useRetention, type Backup } from '../../api/backups';
import { useMay } from '../../api/me';
import { allowed, type Workload } from '../../api/workloads';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { ActionMenu } from '../../components/Menu';
import { Empty, Stale, Trouble, Waiting } from '../../components/Page';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { backups as texts } from '../../texts/en/backups';
import { bring, useTexts } from '../../texts/texts';
import { Fork, Keep } from './BackupDialogs';

bring(texts);

/** The saved workspaces of a notebook: when and why each was saved, and a notebook made of one. */
export function Backups({ notebook }: { notebook: Workload }) {
  const { t, ago, time, date } = useTexts();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const found = useBackups(notebook.id);
  const retention = useRetention(notebook.id);
  const forks = may('notebook_launch') && !allowed(notebook, 'open').never && allowed(notebook, 'environment').yes;
  const deletes = allowed(notebook, 'force-delete').yes;
  const edits = allowed(notebook, 'edit').yes;
  const restart = allowed(notebook, 'restart');
  if (!found.data) return found.error ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />;
  const all = found.data.items;
  const chosen = all.find((each) => each.id === params.get('backup'));
  const close = () => setParams({}, { replace: true });
  const kept = retention.data;
  const choices = [
    ...(forks ? [{ id: 'fork', label: t('backup.fork') }] : []),
    ...(deletes ? [{ id: 'forget', label: t('backup.delete'), danger: true }] : []),
  ];
  const nameOf = (backup: Backup) => t('backup.of', { time: time(backup.createdAt) });
  const saveNow = restart.yes && !allowed(notebook, 'start').never && (
    <Button onPress={() => setParams({ do: 'restart', id: notebook.id })}>{t('backup.now')}</Button>
  );
  return (
    <div className="stack">
      <Stale of={[found, retention]} />
      <p className="soft">{t('backup.lead')}</p>
      {kept && (
        <p className="soft">
          {t('backup.kept', { n: kept.retainedNumber ?? 0 })}{' '}
          {(kept.lifetimeInDays ?? 0) > 0 ? t('backup.kept.days', { n: kept.lifetimeInDays ?? 0 }) : t('backup.kept.ever')}
        </p>
      )}
      <div className="row">
        {saveNow}
        {edits && kept && <Button onPress={() => setParams({ do: 'keep' })}>{t('backup.keep')}</Button>}
      </div>
      {all.length === 0 ? (
        <Empty title={t('backup.none')}>
          <p>{t('backup.none.text')}</p>
        </Empty>
      ) : (
        <Table
          caption={t('work.tab.backups')}
          rows={all}
          id={(each) => each.id}
          columns={[
            {
              id: 'at',
              title: t('backup.saved'),
              head: true,
              cell: (each) => (
                <>
                  <time dateTime={each.createdAt}>{time(each.createdAt)}</time>
                  <div className="soft small mono">{each.id.slice(0, 8)}</div>
                </>
              ),
            },
            { id: 'why', title: t('work.why'), long: true, cell: (each) => each.comment || <span className="soft">–</span> },
            {
              id: 'looked',
              title: t('backup.looked'),
              cell: (each) => (
                <time dateTime={each.updatedAt} title={time(each.updatedAt)}>
                  {ago(each.updatedAt)}
                </time>
              ),
            },
            { id: 'until', title: t('backup.until'), cell: (each) => (each.evictionDate ? date(each.evictionDate) : t('backup.stays')) },
            {
              id: 'menu',
              title: t('actions'),
              silent: true,
              cell: (each) =>
                choices.length > 0 && (
                  <ActionMenu
                    label={t('menu.label', { name: nameOf(each) })}
                    choices={choices}
                    onChoose={(deed) => setParams({ do: deed, backup: each.id })}
                  />
                ),
            },
          ]}
        />
      )}
      {params.get('do') === 'fork' && chosen && <Fork notebook={notebook} backup={chosen} onClose={close} />}
      {params.get('do') === 'forget' && chosen && <Forget notebook={notebook} backup={chosen} name={nameOf(chosen)} onClose={close} />}
      {params.get('do') === 'keep' && kept && <Keep notebook={notebook} kept={kept} onClose={close} />}
    </div>
  );
}

function Forget({ notebook, backup, name, onClose }: { notebook: Workload; backup: Backup; name: string; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const remove = useDeleteBackup();
  return (
    <Confirm
      title={t('backup.delete.title', { name })}
      text={t('backup.delete.text')}
      action={t('backup.delete')}
      danger
      mutation={remove}
      onConfirm={() =>
        remove.mutate(
          { id: notebook.id, backup: backup.id },
          {
            onSuccess: () => {
              say(t('backup.deleted'));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <p className="soft small">
        <code>{`gatehouse notebook backup delete ${notebook.id} ${backup.id}`}</code>
      </p>
    </Confirm>
  );
}
