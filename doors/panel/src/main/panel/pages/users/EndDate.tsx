import { useState, type FormEvent } from 'react';
import type { User } from '../../api/client';
import { useSetEnd } from '../../api/users';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Trouble } from '../../components/Page';
import { useSay } from '../../components/Toasts';
import { useTexts } from '../../texts/texts';

/** Sets the day on which a user's access ends by itself. */
export function EndDate({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const set = useSetEnd();
  const [ends, setEnds] = useState(user.endsAt?.slice(0, 10) ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(
      { user: user.id, endsAt: ends ? new Date(`${ends}T23:59:59`).toISOString() : null },
      {
        onSuccess: () => {
          say(t('end.done'));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t('end.title', { name: user.description || user.username })} onClose={onClose}>
      <form onSubmit={submit}>
        <DialogBody>
          <p>{t('end.text')}</p>
          <TextField label={t('add.ends')} hint={t('end.hint')} type="date" value={ends} onChange={setEnds} />
          {set.error && <Trouble error={set.error} />}
          <Kept needs="user_manage" />
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={set.isPending}>
            {t('save')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
