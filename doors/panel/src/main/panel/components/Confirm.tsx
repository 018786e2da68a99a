import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts';
import { Button } from './Button';
import { Dialog, DialogBody, DialogFoot } from './Dialog';
import { Trouble } from './Page';

/** Asks before something is done, and stays until it is. */
export function Confirm({
  title,
  text,
  action,
  danger = false,
  mutation,
  onConfirm,
  onClose,
  ready = true,
  children,
}: {
  title: string;
  text: string;
  action: string;
  danger?: boolean;
  mutation: { isPending: boolean; error: unknown };
  onConfirm: () => void;
  onClose: () => void;
  ready?: boolean;
  children?: ReactNode;
}) {
  const { t } = useTexts();
  return (
    <Dialog title={title} onClose={onClose} alert>
      <DialogBody>
        <p>{text}</p>
        {children}
        {mutation.error !== null && <Trouble error={mutation.error} />}
      </DialogBody>
      <DialogFoot>
        <Button look={danger ? 'danger' : 'main'} isDisabled={mutation.isPending || !ready} onPress={onConfirm}>
          {mutation.isPending ? t('busy') : action}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </DialogFoot>
    </Dialog>
  );
}
