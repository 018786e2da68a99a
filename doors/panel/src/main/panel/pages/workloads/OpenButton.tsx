import { ExternalLink } from 'lucide-react';
import { useId } from 'react';
import { allowed, nameOf, type Workload } from '../../api/workloads';
import { Button, OutLink, type Look } from '../../components/Button';
import { useTexts } from '../../texts/texts';

/** Opens a workload in a tab of its own; says why where that is not possible now. */
export function OpenButton({
  workload,
  look = 'plain',
  said = false,
}: {
  workload: Workload;
  look?: Look;
  /** Whether the reason stands beside the button; else it is there for ears alone. */
  said?: boolean;
}) {
  const { t } = useTexts();
  const id = useId();
  const may = allowed(workload, 'open');
  if (may.never) return null;
  if (may.yes) {
    return (
      <OutLink look={look} href={workload.url}>
        {t('work.open')} <span className="hidden">{t('work.new-tab', { name: nameOf(workload) })}</span>
        <ExternalLink size={14} aria-hidden />
      </OutLink>
    );
  }
  return (
    <>
      <Button isDisabled aria-describedby={id}>
        {t('work.open')}
      </Button>
      <span id={id} className={said ? 'soft small' : 'hidden'}>
        {may.why}
      </span>
    </>
  );
}
