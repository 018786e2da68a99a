import { useMay } from '../api/me';
import { useTexts } from '../texts/texts';
import { Note } from './Page';

/** Says in a form that the role for it was lost while it was open; what was typed stays. */
export function Kept({ needs }: { needs: string }) {
  const { t } = useTexts();
  const may = useMay();
  return (
    <div role="status">{!may(needs) && <Note mood="warn">{t('kept')}</Note>}</div>
  );
}
