import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { useApplications, useDeleteApplication } from '../../api/settings';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Card, Stale } from '../../components/Page';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { me } from '../../texts/en/me';
import { bring, useTexts } from '../../texts/texts';

bring(me);

/** The programs that sign calls in one's own name, or in a user's. */
export function Applications({ of }: { of?: string }) {
  const { t, ago, date } = useTexts();
  const say = useSay();
  const found = useApplications(of);
  const remove = useDeleteApplication(of);
  const [doomed, setDoomed] = useState<Schemas['Application'] | null>(null);
  return (
    <Card title={t('me.applications')}>
      <p className="soft small">{t(of === undefined ? 'me.applications.lead' : 'me.applications.theirs')}</p>
      <Stale of={[found]} />
      {found.data &&
        (found.data.length === 0 ? (
          <p className="soft">{t('me.applications.none')}</p>
        ) : (
          <Table
            caption={t('me.applications')}
            rows={found.data}
            id={(each) => each.id}
            columns={[
              { id: 'name', title: t('tokens.name'), head: true, cell: (each) => <bdi>{each.name}</bdi> },
              { id: 'created', title: t('users.created'), cell: (each) => date(each.createdAt) },
              { id: 'used', title: t('sessions.used'), cell: (each) => (each.lastUse ? ago(each.lastUse) : <span className="soft">{t('never')}</span>) },
              {
                id: 'delete',
                title: t('actions'),
                silent: true,
                cell: (each) =>
                  each.allowedActions['application.delete']?.allowed && (
                    <Button look="danger" aria-label={t('me.application.delete', { name: each.name })} onPress={() => setDoomed(each)}>
                      {t('menu.delete')}
                    </Button>
                  ),
              },
            ]}
          />
        ))}
      {doomed && (
        <Confirm
          title={t('me.application.delete', { name: doomed.name })}
          text={t('me.application.delete.text')}
          action={t('menu.delete')}
          danger
          mutation={remove}
          onConfirm={() =>
            remove.mutate(doomed.id, {
              onSuccess: () => {
                say(t('me.application.deleted'));
                setDoomed(null);
              },
            })
          }
          onClose={() => setDoomed(null)}
        />
      )}
    </Card>
  );
}
