import { useState } from 'react';
import type { Receipt, User } from '../../api/client';
import { useConnections, useSuspend } from '../../api/users';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { Trouble } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { ReceiptView } from './ReceiptView';

/** Shuts a user out without deleting anything, or lets them in again. */
export function Suspend({ user, back, onClose }: { user: User; back: boolean; onClose: () => void }) {
  const { t } = useTexts();
  const open = (useConnections().data ?? []).filter((each) => each.who === user.username);
  const suspend = useSuspend();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const name = user.description || user.username;
  if (receipt) {
    return (
      <Dialog title={t(back ? 'resume.done' : 'suspend.done', { name })} onClose={onClose}>
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
        {!back && <p>{open.length > 0 ? t('roles.open-now', { n: open.length }) : t('roles.open-none')}</p>}
        {suspend.error && <Trouble error={suspend.error} />}
        <AsCode
          method="POST"
          path={`/v1/gatehouse/project/-/user/${user.username}/${back ? 'resume' : 'suspend'}`}
          command={`gatehouse user ${back ? 'resume' : 'suspend'} ${user.username}`}
        />
      </DialogBody>
      <DialogFoot>
        <Button
          look={back ? 'main' : 'danger'}
          isDisabled={suspend.isPending}
          onPress={() => suspend.mutate({ user: user.id, back }, { onSuccess: (answer) => setReceipt(answer.receipt) })}
        >
          {t(back ? 'menu.resume' : 'menu.suspend')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </DialogFoot>
    </Dialog>
  );
}
