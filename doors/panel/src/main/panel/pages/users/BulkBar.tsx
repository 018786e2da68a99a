import { lazy, Suspense, useState } from 'react';
import type { User } from '../../api/client';
import { useMay } from '../../api/me';
import { findUsers } from '../../api/users';
import { Button } from '../../components/Button';
import { csvOf, type Cell } from '../../components/csv';
import { useSay } from '../../components/Toasts';
import { useTexts } from '../../texts/texts';
import type { Deed } from './Bulk';
import { download } from './Reveal';
import css from './Users.module.css';

const Bulk = lazy(async () => ({ default: (await import('./Bulk')).Bulk }));
const PART = 100;

/** What can be done with several users at once; and the list, all of what the search finds, as a file. */
export function BulkBar({
  q,
  total,
  chosen,
  onChoose,
}: {
  q: string;
  total: number;
  chosen: User[];
  onChoose: (chosen: User[]) => void;
}) {
  const { t } = useTexts();
  const may = useMay();
  const say = useSay();
  const [deed, setDeed] = useState<Deed | null>(null);
  const [exporting, setExporting] = useState(false);
  const save = async () => {
    setExporting(true);
    try {
      download('users.csv', await csv(q, total));
    } catch (fault) {
      say(fault instanceof Error ? fault.message : String(fault));
    } finally {
      setExporting(false);
    }
  };
  return (
    <div className={css['bulk']} role="group" aria-label={t('bulk.bar')}>
      <span role="status">{chosen.length > 0 && t('bulk.chosen', { n: chosen.length })}</span>
      {chosen.length > 0 && (
        <>
          {may('role_assign') && <Button onPress={() => setDeed('give')}>{t('bulk.give')}</Button>}
          {may('role_assign') && <Button onPress={() => setDeed('take')}>{t('bulk.take')}</Button>}
          <Button onPress={() => setDeed('suspend')}>{t('menu.suspend')}</Button>
          <Button look="danger" onPress={() => setDeed('delete')}>
            {t('menu.delete')}
          </Button>
          <Button look="quiet" onPress={() => onChoose([])}>
            {t('bulk.none')}
          </Button>
        </>
      )}
      <Button isDisabled={exporting} onPress={() => void save()}>
        {t(exporting ? 'bulk.exporting' : 'bulk.csv')}
      </Button>
      <Suspense>
        {deed && (
          <Bulk
            deed={deed}
            users={chosen}
            onClose={() => setDeed(null)}
            onDone={() => {
              setDeed(null);
              onChoose([]);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

async function csv(q: string, total: number): Promise<string> {
  const rows: Cell[][] = [['id', 'username', 'description', 'roles', 'status', 'created', 'last_sign_in', 'ends']];
  for (let page = 0; page * PART < total; page++) {
    const found = await findUsers({ q, sort: 'createdAt', order: 'asc', page, size: PART });
    for (const user of found.items) {
      const roles = user.roles.map((role) => role.name).join(' ');
      rows.push([user.id, user.username, user.description, roles, user.status, user.createdAt, user.lastSignIn, user.endsAt]);
    }
    if (found.items.length < PART) break;
  }
  return csvOf(rows);
}
