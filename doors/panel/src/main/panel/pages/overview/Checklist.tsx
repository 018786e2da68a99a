import { Circle, CircleCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useMe } from '../../api/me';
import { useActivity, useUsers } from '../../api/users';
import { ALL, useFlavors, useWorkloads } from '../../api/workloads';
import { Button } from '../../components/Button';
import { Card } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import css from './Overview.module.css';

const STORED = 'gatehouse.checklist';
const NOBODY = { q: '', sort: 'id', order: 'asc', page: 0, size: 1 };
const ONE = { ...ALL, size: 1 };

function isHidden(): boolean {
  try {
    return localStorage.getItem(STORED) === 'hidden';
  } catch {
    return false;
  }
}

/** What a new installation still needs; each step ticks itself from what the server says. */
export function Checklist() {
  const { t, bytes } = useTexts();
  const me = useMe().data;
  const [hidden, setHidden] = useState(isHidden);
  const flavor = useFlavors().data?.[0];
  const users = useUsers(NOBODY).data?.total ?? 0;
  const totals = [
    useWorkloads('notebook', ONE).data?.total ?? 0,
    useWorkloads('job', ONE).data?.total ?? 0,
    useWorkloads('app', ONE).data?.total ?? 0,
  ];
  const lines = useActivity({ limit: 200 }).data ?? [];
  const secure = location.protocol === 'https:';
  const steps: { done: boolean; what: string; how?: ReactNode }[] = [
    { done: true, what: t('check.password') },
    {
      done: (flavor?.max ?? 0) > 0,
      what: flavor
        ? t('check.compute.found', { n: flavor.max, memory: bytes(flavor.max * flavor.resourcesPerUnit.memory) })
        : t('check.compute'),
    },
    { done: secure, what: t('check.tls'), how: t('check.tls.how') },
    { done: me?.project.aiAuthorized === true, what: t('check.authorized') },
    { done: users > 0, what: t('check.user'), how: <Link to="/access/users?do=add">{t('users.add')}</Link> },
    {
      done: totals.some((count) => count > 0),
      what: t('check.work'),
      how: <Link to="/notebooks/new">{t('launch.notebook')}</Link>,
    },
    { done: lines.some((line) => /cli/i.test(line.credential)), what: t('check.cli'), how: t('check.cli.how') },
  ];
  const done = steps.filter((step) => step.done).length;
  const keep = (hide: boolean) => {
    try {
      localStorage.setItem(STORED, hide ? 'hidden' : 'shown');
    } catch {
      // It then lasts as long as the page.
    }
    setHidden(hide);
  };
  if (done === steps.length) return null;
  if (hidden) {
    return (
      <p>
        <Button look="quiet" onPress={() => keep(false)}>
          {t('check.show', { done, all: steps.length })}
        </Button>
      </p>
    );
  }
  return (
    <Card
      title={t('check.title')}
      actions={
        <Button look="quiet" onPress={() => keep(true)}>
          {t('check.hide')}
        </Button>
      }
    >
      <progress
        className={css['bar']}
        value={done}
        max={steps.length}
        aria-label={t('check.progress', { done, all: steps.length })}
      />
      <ol className={css['steps']}>
        {steps.map((step) => (
          <li key={step.what}>
            {step.done ? (
              <CircleCheck size={20} className={css['done']} aria-label={t('check.done')} role="img" />
            ) : (
              <Circle size={20} className={css['open']} aria-label={t('check.open')} role="img" />
            )}
            <span>
              {step.what} {!step.done && step.how && <span className="soft">· {step.how}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
