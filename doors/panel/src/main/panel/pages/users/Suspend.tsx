import { useState } from 'react';
import type { Receipt, User } from '../../api/client';
import { usePreview, useSuspend } from '../../api/users';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { Kept } from '../../components/Kept';
import { Trouble } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { asked, FateField, STOPPED, wordOf } from './Fate';
import { PreviewView } from './PreviewView';
import { ReceiptView } from './ReceiptView';

/** Shuts a user out without deleting anything, or lets them in again. */
export function Suspend({ user, back, onClose }: { user: User; back: boolean; onClose: () => void }) {
  const { t } = useTexts();
  const [fate, setFate] = useState(STOPPED);
  const preview = usePreview(user.id, { action: 'suspend', workloads: wordOf(fate) || 'stop' }).data;
  const suspend = useSuspend();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const name = user.description || user.username;
  if (receipt) {
    return (
      <Dialog key="after" title={t(back ? 'resume.done' : 'suspend.done', { name })} onClose={onClose}>
        <DialogBody>
          <ReceiptView receipt={receipt} />
        </DialogBody>
        <DialogFoot>
          <Button look="main" autoFocus onPress={onClose}>
            {t('close')}
          </Button>
        </DialogFoot>
      </Dialog>
    );
  }
  return (
    <Dialog title={t(back ? 'resume.title' : 'suspend.title', { name })} onClose={onClose} alert>
      <DialogBody>
        <p>{t(back ? 'resume.text' : 'suspend.text')}</p>
        {!back && <PreviewView preview={preview} />}
        {!back && (preview?.workloads.length ?? 0) > 0 && <FateField fate={fate} onChange={setFate} />}
        {suspend.error && <Trouble error={suspend.error} />}
        <Kept needs="user_manage" />
        <AsCode wish={{ action: back ? 'user.resume' : 'user.suspend', target: user.username, ...(back ? {} : asked(fate)) }} />
      </DialogBody>
      <DialogFoot>
        <Button
          look={back ? 'main' : 'danger'}
          isDisabled={suspend.isPending || !wordOf(fate)}
          onPress={() => suspend.mutate({ user: user.id, back, workloads: wordOf(fate) }, { onSuccess: (answer) => setReceipt(answer.receipt) })}
        >
          {t(back ? 'menu.resume' : 'menu.suspend')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </DialogFoot>
    </Dialog>
  );
}
