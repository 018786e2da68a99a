import { useParams, useSearchParams } from 'react-router';
import { Problem, type User } from '../../api/client';
import { useMay, useShown } from '../../api/me';
import { useEndSession, useRoles, useSessions, useUser } from '../../api/users';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/Copy';
import { Card, Empty, Facts, Page, Tabs, Trouble, Waiting } from '../../components/Page';
import { Status } from '../../components/Status';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { users } from '../../texts/en/users';
import { bring, useTexts } from '../../texts/texts';
import { ActivityList } from '../access/ActivityList';
import { ConnectionTable } from '../access/ConnectionTable';
import { Forbidden, NotFound } from '../Elsewhere';
import { WorkOf } from '../workloads/WorkOf';
import { grouped } from './EditRoles';
import { Credentials } from './Credentials';
import { UserDialogs } from './UserDialogs';
import { UserMenu } from './UserMenu';
import { Roles } from './Users';
import { permissionsOf, statusMood, useAbilities, useRoleWords, useStatusWord } from './words';

bring(users);

const TABS = ['overview', 'credentials', 'sessions', 'activity', 'code'] as const;

/** One user: who they are, what they may, what they hold, what is open, what happened. */
export function UserPage() {
  const { t } = useTexts();
  const { id = '', tab = 'overview' } = useParams();
  const shown = useShown('user_read');
  const found = useUser(id);
  const user = found.data;
  const crumbs = [{ to: '/access/users', label: t('nav.users') }];
  if (!shown) return <Forbidden title={t('nav.users')} missing="user_read" />;
  if (found.error instanceof Problem && found.error.status === 404) return <NotFound />;
  if (!user) return found.error ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />;
  const here = `/access/users/${id}`;
  return (
    <Page
      title={user.description || user.username}
      crumbs={crumbs}
      lead={
        <span className="row">
          <code>{user.username}</code>
          <CopyButton text={user.username} label={t('users.copy', { name: user.username })} />
        </span>
      }
      actions={<UserMenu user={user} onPage />}
    >
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      <Tabs
        label={user.username}
        tabs={TABS.map((each) => ({ to: each === 'overview' ? here : `${here}/${each}`, label: t(`user.tab.${each}`) }))}
      />
      {tab === 'overview' && <Overview user={user} />}
      {tab === 'credentials' && <Credentials user={user} />}
      {tab === 'sessions' && <Sessions user={user} />}
      {tab === 'activity' && <ActivityList subject={user.username} />}
      {tab === 'code' && <Code user={user} />}
      <UserDialogs />
    </Page>
  );
}

function useOpenDialog(user: User) {
  const [, setParams] = useSearchParams();
  return (deed: string) =>
    setParams((now) => {
      now.set('do', deed);
      now.set('user', String(user.id));
      return now;
    });
}

function Overview({ user }: { user: User }) {
  const { t, time, named, ago } = useTexts();
  const may = useMay();
  const statusWord = useStatusWord();
  const { label, meaning } = useRoleWords();
  const abilities = useAbilities();
  const roles = useRoles().data ?? [];
  const open = useOpenDialog(user);
  const held = user.roles.map((role) => role.name);
  const permissions = grouped([...permissionsOf(held, roles)]);
  return (
    <div className="cards">
      <Card title={t('user.who')}>
        <Facts
          facts={[
            [t('users.status'), <Status key="s" mood={statusMood(user)} word={statusWord(user)} />],
            [t('users.roles'), <Roles key="r" user={user} />],
            [t('users.last'), user.lastSignIn ? `${ago(user.lastSignIn)} (${time(user.lastSignIn)})` : t('never')],
            [t('users.created'), time(user.createdAt)],
            [t('add.ends'), user.endsAt ? time(user.endsAt) : t('never')],
          ]}
        />
      </Card>
      <Card
        title={t('user.can')}
        actions={may('role_assign') && <Button onPress={() => open('roles')}>{t('menu.roles')}</Button>}
      >
        <p>{abilities(held, roles)}</p>
        {user.roles.length > 0 && (
          <ul className="stack">
            {user.roles.map((role) => (
              <li key={role.name}>
                <strong>{label(role)}</strong>
                <p className="soft small">
                  {meaning({ ...role, permissions: roles.find((each) => each.name === role.name)?.permissions ?? [1] })}{' '}
                  {t('user.given', { by: role.by, when: ago(role.at) })}
                </p>
              </li>
            ))}
          </ul>
        )}
        {permissions.length > 0 && (
          <details>
            <summary>{t('user.permissions', { n: permissions.length })}</summary>
            <ul className="ticks">
              {permissions.map((permission) => (
                <li key={permission}>{named(`deed.${permission}`, permission.replaceAll('_', ' '))}</li>
              ))}
            </ul>
          </details>
        )}
      </Card>
      <Card title={t('user.runs')}>
        <WorkOf user={user.username} />
      </Card>
    </div>
  );
}

function Sessions({ user }: { user: User }) {
  const { t, time, ago } = useTexts();
  const may = useMay();
  const say = useSay();
  const sessions = useSessions(String(user.id));
  const end = useEndSession();
  if (!sessions.data) return sessions.error ? <Trouble error={sessions.error} /> : <Waiting />;
  return (
    <div className="stack">
      {sessions.error && (
        <Trouble error={sessions.error} since={sessions.dataUpdatedAt} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.data.length === 0 ? (
        <Empty title={t('sessions.none')} />
      ) : (
        <Table
          caption={t('user.tab.sessions')}
          rows={sessions.data}
          id={(session) => session.id}
          columns={[
            { id: 'name', title: t('sessions.where'), head: true, cell: (session) => session.agent || session.name || session.kind },
            { id: 'kind', title: t('sessions.kind'), cell: (session) => session.kind },
            { id: 'created', title: t('users.created'), cell: (session) => time(session.createdAt) },
            { id: 'used', title: t('sessions.used'), cell: (session) => (session.lastUsed ? ago(session.lastUsed) : t('never')) },
            {
              id: 'end',
              title: t('actions'),
              silent: true,
              cell: (session) =>
                may('session_end') && (
                  <Button
                    look="danger"
                    isDisabled={end.isPending}
                    onPress={() =>
                      end.mutate({ user: String(user.id), id: session.id }, { onSuccess: () => say(t('sessions.ended')) })
                    }
                  >
                    {t('sessions.end')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {end.error && <Trouble error={end.error} />}
      {may('session_read') && (
        <Card title={t('connections.open')}>
          <ConnectionTable who={user.username} />
        </Card>
      )}
    </div>
  );
}

function Code({ user }: { user: User }) {
  const { t } = useTexts();
  const roles = user.roles.map((role) => role.name);
  return (
    <div className="stack">
      <Card title={t('code.make')}>
        <AsCode open wish={{ action: 'user.create', body: { description: user.description, roles } }} />
      </Card>
      <Card title={t('menu.roles')}>
        <AsCode
          open
          wish={{ action: 'user.roles', target: user.username, body: { roles: roles.map((name) => ({ name })) } }}
        />
      </Card>
      <Card title={t('menu.delete')}>
        <AsCode open wish={{ action: 'user.delete', target: user.username }} />
      </Card>
    </div>
  );
}
