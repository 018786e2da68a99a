import { useNavigate, useSearchParams } from 'react-router';
import { nameOf, useDelete, useRestart, useStop, type Kind, type Workload } from '../../api/workloads';
import { AsCode } from '../../components/AsCode';
import { Confirm } from '../../components/Confirm';
import { Note } from '../../components/Page';
import { useSay } from '../../components/Toasts';
import { useTexts } from '../../texts/texts';

/** Asks before something is stopped or deleted, and says what that frees, keeps and loses. */
export function WorkDialogs({ kind, found }: { kind: Kind; found: (id: string) => Workload | undefined }) {
  const { t } = useTexts();
  const say = useSay();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const stop = useStop();
  const restart = useRestart();
  const remove = useDelete();
  const deed = params.get('do');
  const workload = found(params.get('id') ?? '');
  if (!workload) return null;
  const close = () =>
    setParams(
      (now) => {
        now.delete('do');
        now.delete('id');
        return now;
      },
      { replace: true },
    );
  const name = nameOf(workload);
  if (deed === 'stop') {
    return (
      <Confirm
        title={t('stop.title', { name })}
        text={t(`stop.${kind}`)}
        action={t('work.stop')}
        mutation={stop}
        onConfirm={() =>
          stop.mutate(workload, {
            onSuccess: () => {
              say(t('work.stopping', { name }));
              close();
            },
          })
        }
        onClose={close}
      >
        <AsCode wish={{ action: `${kind}.stop`, target: workload.id }} />
      </Confirm>
    );
  }
  if (deed === 'restart' && kind === 'notebook') {
    return (
      <Confirm
        title={t('restart.title', { name })}
        text={t('restart.notebook')}
        action={t('work.restart')}
        mutation={restart}
        onConfirm={() =>
          restart.mutate(workload.id, {
            onSuccess: () => {
              say(t('work.restarting', { name }));
              close();
            },
          })
        }
        onClose={close}
      >
        <AsCode wish={{ action: 'notebook.restart', target: workload.id }} />
      </Confirm>
    );
  }
  if (deed !== 'delete') return null;
  const busy = workload.group === 'running' || workload.group === 'working';
  return (
    <Confirm
      title={t('remove.title', { name })}
      text={t('remove.text')}
      action={t(busy ? 'remove.stop-first' : 'work.delete')}
      danger
      mutation={remove}
      onConfirm={() =>
        remove.mutate(workload, {
          onSuccess: () => {
            say(t('work.deleted', { name }));
            void navigate(`/${kind}s`, { replace: true });
          },
        })
      }
      onClose={close}
    >
      {busy && <Note mood="warn">{t('remove.running')}</Note>}
      <AsCode wish={{ action: `${kind}.force-delete`, target: workload.id }} />
    </Confirm>
  );
}
