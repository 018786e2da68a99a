import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useBusy } from '../api/typing';
import { useTexts } from '../texts/texts';
import { Button } from './Button';
import css from './Dialog.module.css';

/** A dialog. A `firm` one closes by its own buttons only: not by Escape, nor by a click beside it. */
export function Dialog({
  title,
  onClose,
  firm = false,
  wide = false,
  alert = false,
  children,
}: {
  title: string;
  onClose: () => void;
  firm?: boolean;
  wide?: boolean;
  alert?: boolean;
  children: ReactNode;
}) {
  const { t } = useTexts();
  useBusy();
  const opener = useRef<Element | null>(document.activeElement);
  useEffect(() => {
    const from = opener.current;
    return () => {
      // The focus goes back to what opened it, once the page underneath can have it again.
      setTimeout(() => {
        const lost = document.activeElement === document.body || document.activeElement === null;
        if (lost && from instanceof HTMLElement && from.isConnected) from.focus();
        else if (lost) document.querySelector('h1')?.focus();
      }, 50);
    };
  }, []);
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => !open && !firm && onClose()}
      isDismissable={!firm}
      isKeyboardDismissDisabled={firm}
      className={css['veil'] ?? ''}
    >
      <Modal className={`${css['modal']} ${wide ? css['wide'] : ''}`}>
        <AriaDialog className={css['dialog'] ?? ''} role={alert ? 'alertdialog' : 'dialog'}>
          <header className={css['head']}>
            <Heading slot="title" level={2} className={css['title'] ?? ''}>
              {title}
            </Heading>
            {!firm && (
              <Button look="icon" aria-label={t('close')} onPress={onClose}>
                <X size={18} aria-hidden />
              </Button>
            )}
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What a dialog says. It scrolls where the window is too low. */
export function DialogBody({ children }: { children: ReactNode }) {
  return <div className={css['body']}>{children}</div>;
}

/** Its buttons, the main one first for the eye and the keyboard. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return <footer className={css['foot']}>{children}</footer>;
}
