import { useState } from 'react';
import { left, useQuotas, useSetQuota, type Quota } from '../../api/quota';
import { useBusy } from '../../api/typing';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Card, Trouble, Waiting } from '../../components/Page';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { useTexts } from '../../texts/texts';
import { useLeftWords } from '../workloads/words';
import { isWhole } from '../workloads/wish';

const GIB = 1024 ** 3;
const PARTS = ['cpus', 'gpus', 'memory', 'running'] as const;
type Part = (typeof PARTS)[number];
type Typed = Record<Part, string>;

const shownOf = (quota: Quota): Typed =>
  Object.fromEntries(
    PARTS.map((part) => [part, quota[part] === null || quota[part] === undefined ? '' : String(part === 'memory' ? Math.round((quota[part] / GIB) * 100) / 100 : quota[part])]),
  ) as Typed;

const read = (part: Part, text: string): number | null =>
  text.trim() === '' ? null : part === 'memory' ? Math.round(Number(text) * GIB) : Number(text);

const fits = (part: Part, text: string) =>
  text.trim() === '' || (part === 'memory' ? Number(text) > 0 : isWhole(text, 0, 1_000_000));

/** How much the project, and each user of it, may use at a time; and who uses how much now. */
export function QuotaCard() {
  const { t } = useTexts();
  const words = useLeftWords();
  const found = useQuotas();
  const [whose, setWhose] = useState<'project' | 'each' | null>(null);
  if (!found.data) return <Card title={t('quota.title')}>{found.error ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />}</Card>;
  const { project, each, inUse, users } = found.data;
  const limits = left('project', project, inUse);
  const one = left('own', each, { cpus: 0, gpus: 0, memory: 0, running: 0 });
  return (
    <Card title={t('quota.title')}>
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      <p className="soft small">{t('quota.lead')}</p>
      {whose === 'project' ? (
        <Change whose="project" quota={project} onClose={() => setWhose(null)} />
      ) : (
        <div className="spread">
          <div>
            <h3>{t('quota.project')}</h3>
            {limits.length === 0 ? <p className="soft">{t('quota.none')}</p> : <ul className="ticks">{limits.map((limit) => <li key={limit.what}>{words(limit)}</li>)}</ul>}
          </div>
          <Button aria-label={t('quota.change.project')} onPress={() => setWhose('project')}>{t('quota.change')}</Button>
        </div>
      )}
      {whose === 'each' ? (
        <Change whose="each" quota={each} onClose={() => setWhose(null)} />
      ) : (
        <div className="spread">
          <div>
            <h3>{t('quota.each')}</h3>
            {one.length === 0 ? <p className="soft">{t('quota.none')}</p> : <ul className="ticks">{one.map((limit) => <li key={limit.what}>{words({ ...limit, whose: 'each' })}</li>)}</ul>}
          </div>
          <Button aria-label={t('quota.change.each')} onPress={() => setWhose('each')}>{t('quota.change')}</Button>
        </div>
      )}
      {users.length > 0 && (
        <Table
          caption={t('quota.users')}
          rows={users}
          id={(user) => user.username}
          columns={[
            { id: 'who', title: t('users.user'), head: true, cell: (user) => user.username },
            { id: 'cpus', title: t('launch.cpus'), cell: (user) => `${user.inUse.cpus} / ${user.quota.cpus ?? '∞'}` },
            { id: 'running', title: t('users.running'), cell: (user) => `${user.inUse.running} / ${user.quota.running ?? '∞'}` },
          ]}
        />
      )}
    </Card>
  );
}

function Change({ whose, quota, onClose }: { whose: 'project' | 'each'; quota: Quota; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const set = useSetQuota();
  const [typed, setTyped] = useState(() => shownOf(quota));
  useBusy(true);
  const wrong = PARTS.filter((part) => !fits(part, typed[part]));
  return (
    <form
      className="stack"
      noValidate
      aria-label={t(`quota.${whose}`)}
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.length > 0 || set.isPending) return;
        const wish = Object.fromEntries(PARTS.map((part) => [part, read(part, typed[part])])) as Quota;
        set.mutate(
          { whose, quota: wish },
          {
            onSuccess: () => {
              say(t('quota.saved'));
              onClose();
            },
          },
        );
      }}
    >
      <h3>{t(`quota.${whose}`)}</h3>
      {PARTS.map((part, index) => (
        <TextField
          key={part}
          label={t(`quota.${part}`)}
          optional={t('quota.empty')}
          inputMode="decimal"
          autoFocus={index === 0}
          value={typed[part]}
          onChange={(value) => setTyped({ ...typed, [part]: value })}
          error={fits(part, typed[part]) ? '' : t('quota.wrong')}
        />
      ))}
      {set.error && <Trouble error={set.error} />}
      <Kept needs="project_manage" />
      <div className="row">
        <Button look="main" type="submit" isDisabled={set.isPending}>{set.isPending ? t('busy') : t('quota.save')}</Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
