import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Receipt, User } from '../../api/client';
import { useDeleteUser, usePreview } from '../../api/users';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Note, Trouble } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { asked, FateField, STOPPED, wordOf } from './Fate';
import { PreviewView } from './PreviewView';
import { ReceiptView } from './ReceiptView';

/** Deletes a user: lists what ends, and wants the name typed where something of theirs still runs. */
export function DeleteUser({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [fate, setFate] = useState(STOPPED);
  const preview = usePreview(user.id, { action: 'delete', workloads: wordOf(fate) || 'stop' }).data;
  const running = user.runningNow ?? 0;
  const grave = running > 0 || preview?.confirmation === 3;
  const remove = useDeleteUser();
  const [typed, setTyped] = useState('');
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const name = user.description || user.username;
  const leave = () => void navigate('/access/users', { replace: true });
  if (receipt) {
    return (
      <Dialog key="after" title={t('delete.done', { name })} onClose={leave}>
        <DialogBody>
          <ReceiptView receipt={receipt} />
        </DialogBody>
        <DialogFoot>
          <Button look="main" autoFocus onPress={leave}>
            {t('close')}
          </Button>
        </DialogFoot>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('delete.title', { name })} onClose={onClose} alert>
      <DialogBody>
        <p>{t('delete.text')}</p>
        <PreviewView preview={preview} />
        {(preview?.workloads.length ?? 0) > 0 && <FateField fate={fate} onChange={setFate} />}
        {running > 0 && <Note mood="warn">{t('delete.running', { n: running })}</Note>}
        {grave && (
          <TextField
            label={t('type.name', { name: user.username })}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
        )}
        {remove.error && <Trouble error={remove.error} />}
        <Kept needs="user_manage" />
        <AsCode wish={{ action: 'user.delete', target: user.username, ...asked(fate) }} />
      </DialogBody>
      <DialogFoot>
        <Button
          look="danger"
          isDisabled={remove.isPending || preview?.action.allowed === false || (grave && typed !== user.username) || !wordOf(fate)}
          onPress={() => remove.mutate({ user: user.id, workloads: wordOf(fate) }, { onSuccess: (answer) => setReceipt(answer.receipt) })}
        >
          {remove.isPending ? t('busy') : t('delete.confirm')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </DialogFoot>
    </Dialog>
  );
}
