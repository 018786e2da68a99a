import { may, useMe } from '../../api/me';
import { ALL, KINDS, useWorkloads, type Workload } from '../../api/workloads';
import { LinkButton } from '../../components/Button';
import { Card, Empty, Note, Page, Stale, Waiting } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { useSelfInWords } from '../me/inWords';
import { WorkCard } from '../workloads/WorkCard';
import { Checklist } from './Checklist';
import css from './Overview.module.css';

/** The first page: what one can open, and for administrators what is still to be done. */
export function Overview() {
  const { t } = useTexts();
  const me = useMe().data;
  const inWords = useSelfInWords();
  const launches = KINDS.some((kind) => may(me, `${kind}_launch`));
  const opens = KINDS.some((kind) => may(me, `${kind}_open`));
  return (
    <Page title={t(opens && !launches ? 'overview.reader' : 'nav.overview')} lead={inWords}>
      {may(me, 'user_manage') && <Checklist />}
      {opens ? (
        <Things launches={launches} />
      ) : may(me, 'object_read') ? (
        <Empty title={t('overview.data')} action={<LinkButton look="main" to="/data">{t('overview.data.go')}</LinkButton>}>
          <p>{t('overview.data.text')}</p>
        </Empty>
      ) : (
        <Note>{t('overview.nothing')}</Note>
      )}
      {opens && !launches && <p className="soft">{t('overview.read-only')}</p>}
      <Card title={t('cli.title')}>
        <p className="soft">{t('cli.text')}</p>
        <pre className={css['code']} tabIndex={0} role="region" aria-label={t('cli.title')}>
          {`gatehouse login --url ${location.origin} --username ${me?.me.name ?? ''}\ngatehouse me\ngatehouse notebook list`}
        </pre>
      </Card>
    </Page>
  );
}

const GROUPS = { running: 0, working: 1, failed: 2, stopped: 3 };

function Things({ launches }: { launches: boolean }) {
  const { t } = useTexts();
  const me = useMe().data;
  const search = { ...ALL, size: 50, sort: 'updatedAt', order: 'desc', state: launches ? '' : 'RUNNING' };
  const notebooks = useWorkloads('notebook', search, may(me, 'notebook_read'));
  const jobs = useWorkloads('job', search, may(me, 'job_read'));
  const apps = useWorkloads('app', search, may(me, 'app_read'));
  const all = [notebooks, jobs, apps];
  if (all.some((each) => each.isPending)) return <Waiting />;
  const things = all
    .flatMap((each): Workload[] => each.data?.items ?? [])
    .sort((a, b) => GROUPS[a.group] - GROUPS[b.group] || b.updatedAt.localeCompare(a.updatedAt));
  return (
    <>
      <Stale of={all} />
      {launches && (
        <div className={css['counts']}>
          {KINDS.map((kind, index) => (
            <Card key={kind} title={t(`nav.${kind}s`)}>
              <p className={css['count']}>
                {t('overview.running', {
                  n: (all[index]?.data?.items ?? []).filter((each) => each.group === 'running').length,
                })}
                <span className="soft"> {t('overview.total', { n: all[index]?.data?.total ?? 0 })}</span>
              </p>
              <p className="row">
                <LinkButton to={`/${kind}s`}>{t('overview.all')}</LinkButton>
                {may(me, `${kind}_launch`) && (
                  <LinkButton look="quiet" to={`/${kind}s/new`}>
                    {t(`launch.${kind}`)}
                  </LinkButton>
                )}
              </p>
            </Card>
          ))}
        </div>
      )}
      {things.length === 0 && all.some((each) => each.error && !each.data) ? null : things.length === 0 ? (
        <Empty title={t('overview.empty')}>
          <p>{t('overview.empty.text')}</p>
        </Empty>
      ) : (
        <section className="stack" aria-label={t('overview.things')}>
          {launches && <h2>{t('overview.things')}</h2>}
          <ul className="cards">
            {things.slice(0, launches ? 12 : 150).map((each) => (
              <li key={each.id}>
                <WorkCard workload={each} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
