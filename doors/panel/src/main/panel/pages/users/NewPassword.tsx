import { useState } from 'react';
import type { User } from '../../api/client';
import { useNewPassword, useSessions } from '../../api/users';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { SelectField } from '../../components/Field';
import { Trouble } from '../../components/Page';
import { useTexts } from '../../texts/texts';

/** Generates a password: says first who is signed in with the old one. */
export function NewPassword({
  user,
  onClose,
  onDone,
}: {
  user: User;
  onClose: () => void;
  onDone: (username: string, password: string, title: string) => void;
}) {
  const { t, ago } = useTexts();
  const sessions = useSessions(String(user.id)).data ?? [];
  const reset = useNewPassword();
  const [overlap, setOverlap] = useState('0');
  const seconds = Number(overlap);
  return (
    <Dialog title={t('password.title', { name: user.description || user.username })} onClose={onClose} alert>
      <DialogBody>
        <p>{t(seconds > 0 ? 'password.later' : 'password.text')}</p>
        <p>{t('password.sessions', { n: sessions.length })}</p>
        {sessions.length > 0 && (
          <ul className="stack small">
            {sessions.slice(0, 5).map((session) => (
              <li key={session.id}>
                {session.name || session.kind} · {ago(session.lastUsed ?? session.createdAt)}
              </li>
            ))}
          </ul>
        )}
        <SelectField
          label={t('password.overlap')}
          value={overlap}
          onChange={setOverlap}
          options={[
            { id: '0', label: t('password.overlap.none') },
            { id: '3600', label: t('password.overlap.hours', { n: 1 }) },
            { id: '86400', label: t('password.overlap.hours', { n: 24 }) },
          ]}
        />
        {reset.error && <Trouble error={reset.error} />}
        <AsCode
          method="POST"
          path={`/v1/gatehouse/project/-/user/${user.username}/password`}
          content={{ overlapSeconds: seconds }}
          command={`gatehouse user password ${user.username}`}
        />
      </DialogBody>
      <DialogFoot>
        <Button
          look="main"
          isDisabled={reset.isPending}
          onPress={() =>
            reset.mutate(
              { user: user.id, overlapSeconds: seconds },
              { onSuccess: (made) => onDone(made.user.username, made.password, t('password.done')) },
            )
          }
        >
          {reset.isPending ? t('busy') : t('menu.password')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </DialogFoot>
    </Dialog>
  );
}
