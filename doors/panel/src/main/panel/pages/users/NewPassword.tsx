import { useState } from 'react';
import type { User } from '../../api/client';
import { useNewPassword, usePreview } from '../../api/users';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { SelectField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Trouble } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { PreviewView } from './PreviewView';

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
  const { t } = useTexts();
  const reset = useNewPassword();
  const [overlap, setOverlap] = useState('0');
  const seconds = Number(overlap);
  const preview = usePreview(user.id, { action: 'password', overlapSeconds: seconds }).data;
  return (
    <Dialog title={t('password.title', { name: user.description || user.username })} onClose={onClose} alert>
      <DialogBody>
        <p>{t(seconds > 0 ? 'password.later' : 'password.text')}</p>
        <PreviewView preview={preview} />
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
        <Kept needs="user_manage" />
        <AsCode wish={{ action: 'user.password', target: user.username, body: { overlapSeconds: seconds } }} />
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
