import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMay } from '../../api/me';
import { useWorkloads, type Kind } from '../../api/workloads';
import { Button, LinkButton } from '../../components/Button';
import { Empty, Page, Trouble, Waiting } from '../../components/Page';
import { Pager } from '../../components/Pager';
import { useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import css from '../users/Users.module.css';
import { WorkDialogs } from './WorkDialogs';
import { WorkTable } from './WorkTable';

/** Notebooks, jobs or apps. */
export function Workloads({ kind }: { kind: Kind }) {
  const { t } = useTexts();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const search = {
    text: params.get('q') ?? '',
    owner: params.get('owner') ?? '',
    state: params.get('state') ?? '',
    label: params.get('label') ?? '',
    sort: params.get('sort') ?? 'createdAt',
    order: params.get('order') ?? 'desc',
    page: Math.max(0, Number(params.get('page') ?? 1) - 1 || 0),
    size: Number(params.get('size')) === 100 ? 100 : 25,
  };
  const found = useWorkloads(kind, search, may(`${kind}_read`));
  if (!may(`${kind}_read`)) return <Forbidden title={t(`nav.${kind}s`)} missing={`${kind}_read`} />;
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
  const launch = may(`${kind}_launch`) && (
    <LinkButton look="main" data-create to={`/${kind}s/new`}>
      {t(`launch.${kind}`)}
    </LinkButton>
  );
  const filtered = Boolean(search.text || search.owner || search.state || search.label);
  const data = found.data;
  return (
    <Page title={t(`nav.${kind}s`)} lead={t(`lead.${kind}`)} actions={data && data.total > 0 ? launch : null}>
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      {(filtered || (data && data.total > 0)) && <Filters search={search} onChange={change} />}
      {!data ? (
        found.isPending && <Waiting />
      ) : data.items.length > 0 ? (
        <>
          <WorkTable
            kind={kind}
            rows={data.items}
            sort={search.sort}
            order={search.order}
            onSort={(sort, order) => change({ sort, order })}
          />
          <Pager
            page={search.page}
            size={search.size}
            total={data.total}
            sizes={[25, 100]}
            onPage={(page) => change({ page: String(page + 1) })}
            onSize={(size) => change({ size: String(size) })}
          />
        </>
      ) : filtered ? (
        <Empty
          title={t('nomatch.title')}
          action={
            <Button onPress={() => change({ q: '', owner: '', state: '', label: '' })}>{t('nomatch.clear')}</Button>
          }
        />
      ) : (
        <Empty title={t(`none.${kind}`)} action={launch}>
          {!launch && <p>{t('overview.empty.text')}</p>}
          {launch && <code>{`gatehouse ${kind} run${kind === 'notebook' ? '' : ' host'}`}</code>}
        </Empty>
      )}
      <WorkDialogs kind={kind} found={(id) => data?.items.find((each) => each.id === id)} />
    </Page>
  );
}

function Filters({
  search,
  onChange,
}: {
  search: { text: string; owner: string; state: string };
  onChange: (changes: Record<string, string>) => void;
}) {
  const { t, named } = useTexts();
  const [text, setText] = useState(search.text);
  useEffect(() => setText(search.text), [search.text]);
  useEffect(() => {
    if (text === search.text) return undefined;
    const timer = setTimeout(() => onChange({ q: text }), 250);
    return () => clearTimeout(timer);
  });
  return (
    <form role="search" className={css['filters']} onSubmit={(event) => event.preventDefault()}>
      <label className={css['search']}>
        <span className="hidden">{t('work.search')}</span>
        <Search size={17} aria-hidden />
        <input
          type="search"
          value={text}
          placeholder={t('work.search')}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <label className={css['select']}>
        <span>{t('work.whose')}</span>
        <select value={search.owner} onChange={(event) => onChange({ owner: event.target.value })}>
          <option value="">{t('work.everybody')}</option>
          <option value="me">{t('work.mine')}</option>
          {search.owner && search.owner !== 'me' && <option value={search.owner}>{search.owner}</option>}
        </select>
      </label>
      <label className={css['select']}>
        <span>{t('users.status')}</span>
        <select value={search.state} onChange={(event) => onChange({ state: event.target.value })}>
          <option value="">{t('any')}</option>
          {['RUNNING', 'QUEUED', 'DONE', 'STOPPED', 'FAILED', 'ERROR'].map((state) => (
            <option key={state} value={state}>
              {named(`state.${state}`, state)}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}
