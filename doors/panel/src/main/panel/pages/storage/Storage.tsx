import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { User } from '../../api/client';
import { useMay, useMe, useShown } from '../../api/me';
import { useUser, useUsers } from '../../api/users';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Field';
import { Card, Empty, Page, Trouble, Waiting } from '../../components/Page';
import { Pager } from '../../components/Pager';
import { Table } from '../../components/Table';
import { s3 } from '../../texts/en/s3';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import { Roles } from '../users/Users';
import { Keys } from './Keys';
import { PolicyEditor } from './PolicyEditor';
import { PolicyTest } from './PolicyTest';

bring(s3);

/** S3 keys and policies: everybody's for those who see users, and one's own for all others. */
export function Storage() {
  const { t } = useTexts();
  const may = useMay();
  const shown = useShown('object_read', 'user_read');
  const me = useMe().data;
  const [params, setParams] = useSearchParams();
  if (!shown) return <Forbidden title={t('nav.s3')} missing="object_read" />;
  const own = me?.userId === undefined ? '' : String(me.userId);
  const chosen = params.get('user') ?? (may('user_read') ? '' : own);
  return (
    <Page title={t('nav.s3')} lead={t('s3.lead')}>
      {may('user_read') && <Choose chosen={chosen} onChoose={(user) => setParams({ user })} />}
      {chosen && <OfUser key={chosen} user={chosen} />}
    </Page>
  );
}

function Choose({ chosen, onChoose }: { chosen: string; onChoose: (user: string) => void }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [page, setPage] = useState(0);
  const size = 10;
  const found = useUsers({ q: text.trim(), sort: 'username', order: 'asc', page, size });
  return (
    <Card title={t('s3.who')}>
      <TextField
        label={t('s3.find')}
        hint={t('s3.find.hint')}
        type="search"
        value={text}
        onChange={(next) => {
          setText(next);
          setPage(0);
        }}
        autoComplete="off"
      />
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      {!found.data ? (
        found.isPending && <Waiting />
      ) : found.data.items.length === 0 ? (
        <Empty title={t('nomatch.title')} />
      ) : (
        <>
          <Table
            caption={t('s3.who')}
            rows={found.data.items}
            id={(user) => user.id}
            columns={[
              { id: 'user', title: t('users.user'), head: true, cell: (user) => <Name user={user} /> },
              { id: 'roles', title: t('users.roles'), cell: (user) => <Roles user={user} /> },
              {
                id: 'choose',
                title: t('actions'),
                silent: true,
                cell: (user) => (
                  <Button
                    look={String(user.id) === chosen ? 'main' : 'plain'}
                    aria-label={t('s3.choose', { name: user.description || user.username })}
                    onPress={() => onChoose(String(user.id))}
                  >
                    {t('s3.keys')}
                  </Button>
                ),
              },
            ]}
          />
          <Pager page={page} size={size} total={found.data.total} onPage={setPage} />
        </>
      )}
    </Card>
  );
}

function Name({ user }: { user: User }) {
  return (
    <>
      <bdi>{user.description}</bdi> <code className="small">{user.username}</code>
    </>
  );
}

function OfUser({ user }: { user: string }) {
  const { t } = useTexts();
  const may = useMay();
  const me = useMe().data;
  const other = may('user_read');
  const found = useUser(user, other);
  if (other && !found.data) return found.error ? <Trouble error={found.error} /> : <Waiting />;
  const name = found.data ? found.data.description || found.data.username : (me?.me.name ?? '');
  return (
    <section className="stack" aria-labelledby="of-user">
      <h2 id="of-user">
        <bdi>{t('s3.of', { name })}</bdi>
      </h2>
      <div className="cards">
        <Keys user={user} />
        <PolicyTest user={user} />
      </div>
      <PolicyEditor user={user} name={name} />
    </section>
  );
}
