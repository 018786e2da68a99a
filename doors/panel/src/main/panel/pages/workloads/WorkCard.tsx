import { Link } from 'react-router';
import { mood, nameOf, type Workload } from '../../api/workloads';
import { Card } from '../../components/Page';
import { Status } from '../../components/Status';
import { useTexts } from '../../texts/texts';
import { OpenButton } from './OpenButton';
import { useWorkWords } from './words';

/** A workload in a few words, with its door. */
export function WorkCard({ workload }: { workload: Workload }) {
  const { t } = useTexts();
  const { state, resources } = useWorkWords();
  return (
    <Card>
      <div className="spread">
        <h3 dir="auto">
          <Link to={`/${workload.kind}s/${workload.id}`}>{nameOf(workload)}</Link>
        </h3>
        <Status mood={mood(workload)} word={state(workload)} />
      </div>
      <p className="soft small">
        {t(`kind.${workload.kind}`)} · {workload.isMine ? t('work.me') : workload.owner} · {resources(workload)}
      </p>
      <div className="row">
        <OpenButton workload={workload} look="main" said />
        <Link to={`/${workload.kind}s/${workload.id}/log`}>{t('work.tab.log')}</Link>
      </div>
    </Card>
  );
}
