import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useFork, useSetRetention, type Backup, type Retention } from '../../api/backups';
import { nameOf, type Workload } from '../../api/workloads';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Trouble } from '../../components/Page';
import { useSay } from '../../components/Toasts';
import { useTexts } from '../../texts/texts';
import { isWhole } from './wish';

/** Makes a notebook of a backup, and goes there. */
export function Fork({ notebook, backup, onClose }: { notebook: Workload; backup: Backup; onClose: () => void }) {
  const { t, time } = useTexts();
  const say = useSay();
  const navigate = useNavigate();
  const fork = useFork();
  const [name, setName] = useState(`${nameOf(notebook)}-2`.slice(0, 63));
  const called = name.trim();
  return (
    <Dialog title={t('backup.fork.title', { name: nameOf(notebook) })} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (fork.isPending) return;
          fork.mutate(
            { id: notebook.id, backup: backup.id, name: called },
            {
              onSuccess: (made) => {
                say(t('backup.forked'));
                void navigate(`/notebooks/${made.id}`);
              },
            },
          );
        }}
      >
        <DialogBody>
          <p>{t('backup.fork.text', { time: time(backup.createdAt) })}</p>
          <TextField
            label={t('work.name')}
            optional={t('optional')}
            value={name}
            onChange={setName}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            maxLength={63}
          />
          {fork.error && <Trouble error={fork.error} />}
          <Kept needs="notebook_launch" />
          <p className="soft small">
            <code>{`gatehouse notebook backup fork ${notebook.id} ${backup.id}`}</code>
          </p>
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={fork.isPending}>
            {fork.isPending ? t('busy') : t('backup.fork')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** Says how long the backups of a notebook are kept. */
export function Keep({ notebook, kept, onClose }: { notebook: Workload; kept: Retention; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const set = useSetRetention();
  const [count, setCount] = useState(String(kept.retainedNumber ?? 5));
  const [days, setDays] = useState(String(kept.lifetimeInDays ?? 30));
  const [newest, setNewest] = useState(String(kept.lifetimeEvictionThreshold ?? 1));
  const faults = {
    count: isWhole(count, 1, 100) ? '' : t('backup.keep.wrong', { least: 1, most: 100 }),
    days: isWhole(days, 0, 3650) ? '' : t('backup.keep.wrong', { least: 0, most: 3650 }),
    newest: isWhole(newest, 1, 100) ? '' : t('backup.keep.wrong', { least: 1, most: 100 }),
  };
  const faulty = Object.values(faults).some(Boolean);
  const ask = (retention: Retention | null) =>
    set.mutate(
      { id: notebook.id, retention },
      {
        onSuccess: () => {
          say(t('backup.keep.done'));
          onClose();
        },
      },
    );
  return (
    <Dialog title={t('backup.keep.title', { name: nameOf(notebook) })} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (faulty || set.isPending) return;
          ask({ retainedNumber: Number(count), lifetimeInDays: Number(days), lifetimeEvictionThreshold: Number(newest) });
        }}
      >
        <DialogBody>
          <p>{t('backup.keep.text')}</p>
          <TextField label={t('backup.keep.count')} type="number" min={1} max={100} autoFocus value={count} onChange={setCount} error={faults.count} />
          <TextField label={t('backup.keep.days')} hint={t('backup.keep.days.hint')} type="number" min={0} max={3650} value={days} onChange={setDays} error={faults.days} />
          <TextField label={t('backup.keep.newest')} hint={t('backup.keep.newest.hint')} type="number" min={1} max={100} value={newest} onChange={setNewest} error={faults.newest} />
          {set.error && <Trouble error={set.error} />}
          <Kept needs="notebook_edit" />
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={set.isPending || faulty}>
            {set.isPending ? t('busy') : t('backup.keep.do')}
          </Button>
          <Button isDisabled={set.isPending} onPress={() => ask(null)}>
            {t('backup.keep.reset')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
