import { Plus, X } from 'lucide-react';
import { allowed, type Workload } from '../../api/workloads';
import { Button } from '../../components/Button';
import { Chip } from '../../components/Status';
import { useTexts } from '../../texts/texts';

const isOwn = (name: string) => name !== 'id' && name !== 'type' && !name.startsWith('ovh/');

/** The labels of a workload; those that people gave can be changed. */
export function Labels({ workload, onDo }: { workload: Workload; onDo: (deed: string, label?: string) => void }) {
  const { t } = useTexts();
  const edits = allowed(workload, 'edit').yes;
  const labels = Object.entries(workload.labels);
  return (
    <span className="row">
      {labels.map(([name, value]) => (
        <Chip key={name}>
          {`${name}=${value}`}
          {edits && isOwn(name) && (
            <Button look="icon" aria-label={t('labels.remove', { name })} onPress={() => onDo('unlabel', name)}>
              <X size={13} aria-hidden />
            </Button>
          )}
        </Chip>
      ))}
      {edits && (
        <Button look="quiet" onPress={() => onDo('label')}>
          <Plus size={14} aria-hidden /> {t('labels.add')}
        </Button>
      )}
      {!edits && labels.length === 0 && <span className="soft">–</span>}
    </span>
  );
}
