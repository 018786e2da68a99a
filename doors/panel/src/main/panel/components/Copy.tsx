import { Check, Copy as CopyIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/texts';
import { Button } from './Button';

/** Copies a text, and says so to eyes and ears. */
export function CopyButton({ text, label, small = true }: { text: string; label: string; small?: boolean }) {
  const { t } = useTexts();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(false), 2500);
    return () => clearTimeout(timer);
  }, [done]);
  const icon = done ? <Check size={16} aria-hidden /> : <CopyIcon size={16} aria-hidden />;
  return (
    <>
      <Button look={small ? 'icon' : 'plain'} aria-label={label} onPress={() => void copy(text).then(() => setDone(true))}>
        {icon}
        {!small && (done ? t('copied') : t('copy'))}
      </Button>
      <span className="hidden" role="status">
        {done ? t('copied') : ''}
      </span>
    </>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Plain HTTP on another host than localhost has no clipboard.
    const area = document.createElement('textarea');
    area.value = text;
    document.activeElement?.parentElement?.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}
