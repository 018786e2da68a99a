import { X } from 'lucide-react';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTexts } from '../texts/texts';
import { Button } from './Button';
import css from './Toasts.module.css';

interface Toast {
  id: number;
  text: string;
}

const LASTS = 8000;
const Context = createContext<(text: string) => void>(() => undefined);
let next = 1;

/** Says that something was done; stays while one looks at it. */
export function Toasts({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const [toasts, setToasts] = useState<Toast[]>([]);
  const say = useCallback((text: string) => setToasts((all) => [...all.slice(-2), { id: next++, text }]), []);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const shown = useMemo(() => toasts, [toasts]);
  return (
    <Context value={say}>
      {children}
      <div className={css['toasts']} role="status" aria-live="polite">
        {shown.map((toast) => (
          <One key={toast.id} toast={toast} close={t('close')} onDrop={drop} />
        ))}
      </div>
    </Context>
  );
}

function One({ toast, close, onDrop }: { toast: Toast; close: string; onDrop: (id: number) => void }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => onDrop(toast.id), LASTS);
    return () => clearTimeout(timer);
  }, [held, toast.id, onDrop]);
  return (
    // It only stays longer while it is looked at; everything in it is reached without that.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={css['toast']}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      <Button look="icon" aria-label={close} onPress={() => onDrop(toast.id)}>
        <X size={16} aria-hidden />
      </Button>
    </div>
  );
}

export const useSay = () => useContext(Context);
