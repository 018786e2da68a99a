import { useMe } from '../../api/me';
import { useEndSession, useSessions } from '../../api/users';
import { Button, LinkButton } from '../../components/Button';
import { Card, Facts, Page, Trouble } from '../../components/Page';
import { useSay } from '../../components/Toasts';
import { me } from '../../texts/en/me';
import { users } from '../../texts/en/users';
import { bring, useTexts } from '../../texts/texts';
import { ActivityList } from '../access/ActivityList';
import { useRoleWords } from '../users/words';
import { Applications } from './Applications';
import { useSelfInWords } from './inWords';
import { Looks } from './Looks';
import { Password } from './Password';

bring(me);
bring(users);

/** One's own account: what one may, what is open, how the panel looks. */
export function MyAccount() {
  const { t, time, ago, named } = useTexts();
  const { label, meaning } = useRoleWords();
  const me = useMe().data;
  const inWords = useSelfInWords();
  if (!me) return null;
  return (
    <Page
      title={t('nav.me')}
      lead={inWords}
      actions={
        <LinkButton reloadDocument to="/sign-out">
          {t('sign-out')}
        </LinkButton>
      }
    >
      <div className="cards">
        <Card title={t('user.who')}>
          <Facts
            facts={[
              [t('username'), <code key="n">{me.me.name}</code>],
              [t('project'), me.project.description || me.project.id],
              [t('me.by'), named(`by.${me.me.credential.kind}`, me.me.credential.kind)],
              ...(me.me.credential.expiresAt
                ? [[t('me.until'), time(me.me.credential.expiresAt)] as [string, string]]
                : []),
            ]}
          />
        </Card>
        {me.roles.length > 0 && (
          <Card title={t('user.can')}>
            <ul className="stack">
              {me.roles.map((role) => (
                <li key={role.name}>
                  <strong>{label(role)}</strong>
                  <p className="soft small">
                    {meaning({ ...role, permissions: [1] })}{' '}
                    {role.endsAt && t('users.until', { date: ago(role.endsAt) })}
                  </p>
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Password />
        <Looks />
        <Applications />
        {me.userId !== undefined && <OwnSessions user={String(me.userId)} />}
      </div>
      {me.me.kind !== 'account' && (
        <section className="stack" aria-label={t('me.activity')}>
          <h2>{t('me.activity')}</h2>
          <ActivityList subject={me.me.name} />
        </section>
      )}
    </Page>
  );
}

function OwnSessions({ user }: { user: string }) {
  const { t, ago } = useTexts();
  const say = useSay();
  const sessions = useSessions(user);
  const end = useEndSession();
  return (
    <Card title={t('user.tab.sessions')}>
      {sessions.error && <Trouble error={sessions.error} />}
      <ul className="stack">
        {(sessions.data ?? []).map((session) => (
          <li key={session.id} className="spread">
            <span>
              {session.agent || session.name || session.kind}
              <span className="soft small">
                {' '}
                · {session.isCurrent ? t('me.this') : ago(session.lastUsed ?? session.createdAt)}
              </span>
            </span>
            {!session.isCurrent && (
              <Button
                isDisabled={end.isPending}
                onPress={() => end.mutate({ user, id: session.id }, { onSuccess: () => say(t('sessions.ended')) })}
              >
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {end.error && <Trouble error={end.error} />}
    </Card>
  );
}
