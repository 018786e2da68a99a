import { Plus, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Problem, type User } from '../../api/client';
import { useMay, useShown } from '../../api/me';
import { useRoles, useUsers } from '../../api/users';
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/Copy';
import { Empty, Page, Trouble, Waiting } from '../../components/Page';
import { Pager } from '../../components/Pager';
import { Chip, Status } from '../../components/Status';
import { Table, type Column } from '../../components/Table';
import { users } from '../../texts/en/users';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import { BulkBar } from './BulkBar';
import { FirstUser } from './FirstUser';
import { SearchBox } from './SearchBox';
import { UserDialogs } from './UserDialogs';
import { UserMenu } from './UserMenu';
import { narrowed, searchOf, valueOf } from './search';
import { OPERATOR, READER, statusMood, useRoleWords, useStatusWord } from './words';
import css from './Users.module.css';

bring(users);

/** Users & roles: the page that the product is named after. */
export function Users() {
  const { t } = useTexts();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const [chosen, setChosen] = useState<User[]>([]);
  const search = searchOf(params);
  const users = useUsers(search, may('user_read'));
  const shown = useShown('user_read');
  if (!shown) return <Forbidden title={t('nav.users')} missing="user_read" />;
  const change = (changes: Record<string, string>) =>
    setParams(
      (now) => {
        for (const [name, value] of Object.entries({ page: '', ...changes })) {
          if (value) now.set(name, value);
          else now.delete(name);
        }
        return now;
      },
      { replace: true },
    );
  const q = params.get('q') ?? '';
  const data = users.data;
  const nobody = data?.total === 0 && q === '';
  return (
    <Page
      title={t('nav.users')}
      lead={t('users.lead')}
      actions={
        may('user_manage') && (
          <Button look="main" data-create onPress={() => change({ do: 'add' })}>
            <Plus size={17} aria-hidden /> {t('users.add')}
          </Button>
        )
      }
    >
      {users.error && !(users.error instanceof Problem && users.error.status === 0 && data) && (
        <Trouble error={users.error} since={users.dataUpdatedAt} onRetry={() => void users.refetch()} />
      )}
      {!nobody && <Filters q={q} onChange={(next) => change({ q: next })} />}
      {!data ? (
        users.isPending && <Waiting />
      ) : nobody ? (
        <FirstUser onAdd={() => change({ do: 'add' })} />
      ) : data.items.length === 0 ? (
        <Empty title={t('nomatch.title')} action={<Button onPress={() => change({ q: '' })}>{t('nomatch.clear')}</Button>}>
          <p>
            <code>{q}</code>
          </p>
        </Empty>
      ) : (
        <>
          <BulkBar q={q} total={data.total} chosen={chosen} onChoose={setChosen} />
          <UserTable
            users={data.items}
            {...(may('user_manage') ? { chosen, onChoose: setChosen } : {})}
            sort={search.sort}
            order={search.order}
            onSort={(sort, order) => change({ sort, order })}
          />
          <Pager
            page={search.page}
            size={search.size}
            total={data.total}
            onPage={(page) => change({ page: String(page + 1) })}
            onSize={(size) => change({ size: String(size) })}
          />
        </>
      )}
      <UserDialogs />
    </Page>
  );
}

function Filters({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const { t } = useTexts();
  const { label } = useRoleWords();
  const roles = useRoles().data ?? [];
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text === q) return undefined;
    const timer = setTimeout(() => onChange(text), 120);
    return () => clearTimeout(timer);
  });
  const presets: [string, string][] = [
    [t('preset.all'), ''],
    [t('preset.operators'), `role:${OPERATOR}`],
    [t('preset.readers'), `role:${READER}`],
    [t('preset.no-ai'), `-role:${OPERATOR} -role:${READER}`],
    [t('preset.never'), 'last_seen:never'],
    [t('preset.suspended'), 'status:disabled'],
  ];
  return (
    <div className="stack">
      <form role="search" className={css['filters']} onSubmit={(event) => event.preventDefault()}>
        <div className={css['search']}>
          <Search size={17} aria-hidden />
          <SearchBox value={text} onChange={setText} roles={roles.map((role) => role.name)} />
        </div>
        <label className={css['select']}>
          <span>{t('users.role')}</span>
          <select value={valueOf(q, 'role')} onChange={(event) => onChange(narrowed(q, 'role', event.target.value))}>
            <option value="">{t('any')}</option>
            {roles.map((role) => (
              <option key={role.name} value={role.name}>
                {label(role)}
              </option>
            ))}
          </select>
        </label>
        <label className={css['select']}>
          <span>{t('users.status')}</span>
          <select value={valueOf(q, 'status')} onChange={(event) => onChange(narrowed(q, 'status', event.target.value))}>
            <option value="">{t('any')}</option>
            <option value="ok">{t('status.ok')}</option>
            <option value="disabled">{t('status.disabled')}</option>
            <option value="ended">{t('status.ended')}</option>
          </select>
        </label>
      </form>
      <div className={css['presets']} role="group" aria-label={t('preset.label')}>
        {presets.map(([word, value]) => (
          <button key={value} type="button" aria-pressed={q.trim() === value} onClick={() => onChange(value)}>
            {word}
          </button>
        ))}
      </div>
    </div>
  );
}

function UserTable({
  users,
  chosen,
  onChoose,
  ...sorting
}: {
  users: User[];
  chosen?: User[];
  onChoose?: (chosen: User[]) => void;
  sort: string;
  order: string;
  onSort: (sort: string, order: string) => void;
}) {
  const { t, ago, date, time } = useTexts();
  const statusWord = useStatusWord();
  const choice = useChoice();
  const columns: Column<User>[] = [
    ...(chosen && onChoose ? [choice(chosen, onChoose)] : []),
    {
      id: 'description',
      title: t('users.user'),
      head: true,
      sorts: true,
      cell: (user) => (
        <div className={css['who']}>
          <Link to={`/access/users/${user.id}`} dir="auto">
            {user.description || user.username}
          </Link>
          <span className={css['name']}>
            <span className="mono">{user.username}</span>
            <CopyButton text={user.username} label={t('users.copy', { name: user.username })} />
          </span>
        </div>
      ),
    },
    { id: 'roles', title: t('users.roles'), cell: (user) => <Roles user={user} /> },
    {
      id: 'status',
      title: t('users.status'),
      cell: (user) => (
        <Status
          mood={statusMood(user)}
          word={statusWord(user)}
          {...(user.endsAt && user.status === 'ok' ? { reason: t('users.until', { date: date(user.endsAt) }) } : {})}
        />
      ),
    },
    {
      id: 'running',
      title: t('users.running'),
      cell: (user) => {
        const count = user.runningNow ?? 0;
        return count === 0 ? <span className="soft">{t('users.running.none')}</span> : <Link to={`/access/users/${user.id}`}>{t('users.running.n', { n: count })}</Link>;
      },
    },
    {
      id: 'lastSignIn',
      title: t('users.last'),
      sorts: true,
      cell: (user) =>
        user.lastSignIn ? (
          <time dateTime={user.lastSignIn} title={time(user.lastSignIn)}>
            {ago(user.lastSignIn)}
            <span className="hidden"> ({time(user.lastSignIn)})</span>
          </time>
        ) : (
          <span className="soft">{t('never')}</span>
        ),
    },
    { id: 'createdAt', title: t('users.created'), sorts: true, cell: (user) => <time dateTime={user.createdAt}>{date(user.createdAt)}</time> },
    { id: 'menu', title: t('actions'), silent: true, cell: (user) => <UserMenu user={user} /> },
  ];
  return <Table caption={t('nav.users')} columns={columns} rows={users} id={(user) => user.id} {...sorting} />;
}

function useChoice(): (chosen: User[], onChoose: (chosen: User[]) => void) => Column<User> {
  const { t } = useTexts();
  return (chosen, onChoose) => ({
    id: 'choice',
    title: t('bulk.column'),
    silent: true,
    cell: (user) => (
      <input
        type="checkbox"
        className={css['choice']}
        aria-label={t('bulk.choose', { name: user.description || user.username })}
        checked={chosen.some((each) => each.id === user.id)}
        onChange={(event) =>
          onChoose(event.target.checked ? [...chosen, user] : chosen.filter((each) => each.id !== user.id))
        }
      />
    ),
  });
}

/** The roles of a user; more than two are counted, and named on demand. */
export function Roles({ user }: { user: User }) {
  const { t } = useTexts();
  const { label } = useRoleWords();
  if (user.roles.length === 0) return <span className="soft">{t('users.roles.none')}</span>;
  const more = user.roles.slice(2);
  return (
    <span className={css['roles']}>
      {user.roles.slice(0, 2).map((role) => (
        <Chip key={role.name} mood={role.name === 'administrator' ? 'warn' : 'accent'}>
          {label(role)}
        </Chip>
      ))}
      {more.length > 0 && (
        <details>
          <summary>{t('users.roles.more', { n: more.length })}</summary>
          <span className={css['roles']}>
            {more.map((role) => (
              <Chip key={role.name}>{label(role)}</Chip>
            ))}
          </span>
        </details>
      )}
    </span>
  );
}
