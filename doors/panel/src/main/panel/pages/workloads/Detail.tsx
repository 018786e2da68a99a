import { lazy, Suspense, type ReactNode } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { Problem } from '../../api/client';
import { useShown } from '../../api/me';
import { allowed, mood, nameOf, useEvents, useStart, useWorkload, type Kind, type Workload } from '../../api/workloads';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/Copy';
import { Card, Facts, Note, Page, Tabs, Trouble, Waiting } from '../../components/Page';
import { Status } from '../../components/Status';
import { Table } from '../../components/Table';
import { launch } from '../../texts/en/launch';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden, NotFound } from '../Elsewhere';
import css from './Detail.module.css';
import { Labels } from './Labels';
import { Log } from './Log';
import { OpenButton } from './OpenButton';
import { Replicas } from './Replicas';
import { WorkDialogs } from './WorkDialogs';
import { WorkMenu } from './WorkMenu';
import { wordsOf } from './wish';
import { useWorkWords } from './words';

bring(launch);

const TABS = ['overview', 'log', 'data', 'backups', 'usage', 'events', 'code'] as const;
const Usage = lazy(async () => ({ default: (await import('./Usage')).Usage }));
const EditDialogs = lazy(async () => ({ default: (await import('./EditDialogs')).EditDialogs }));
const Backups = lazy(async () => ({ default: (await import('./Backups')).Backups }));
const Moves = lazy(async () => ({ default: (await import('./Moves')).Moves }));

/** One notebook, job or app. */
export function Detail({ kind }: { kind: Kind }) {
  const { t } = useTexts();
  const shown = useShown(`${kind}_read`);
  const { state } = useWorkWords();
  const { id = '', tab = 'overview' } = useParams();
  const found = useWorkload(kind, id);
  const start = useStart();
  const [params, setParams] = useSearchParams();
  const replica = params.get('replica') ?? '';
  const workload = found.data;
  const status = found.error instanceof Problem ? found.error.status : 0;
  if (!shown) return <Forbidden title={t(`nav.${kind}s`)} missing={`${kind}_read`} />;
  if (status === 403 && !workload) return <Forbidden title={t(`nav.${kind}s`)} />;
  if (status === 404) return <NotFound />;
  if (!workload) {
    return found.error ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />;
  }
  const here = `/${kind}s/${id}`;
  return (
    <Page
      title={nameOf(workload)}
      crumbs={[{ to: `/${kind}s`, label: t(`nav.${kind}s`) }]}
      lead={<Status
          mood={mood(workload)}
          word={state(workload)}
          {...(workload.group === 'running' ? {} : { reason: workload.sentence })}
        />}
      actions={
        <>
          <OpenButton workload={workload} look="main" />
          {allowed(workload, 'stop').yes && (
            <Button onPress={() => setParams({ do: 'stop', id: workload.id })}>{t('work.stop')}</Button>
          )}
          {allowed(workload, 'start').yes && (
            <Button isDisabled={start.isPending} onPress={() => start.mutate(workload)}>
              {t('work.start')}
            </Button>
          )}
          <WorkMenu workload={workload} />
        </>
      }
    >
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      {start.error && <Trouble error={start.error} />}
      {workload.node && !workload.node.alive && <Note mood="warn">{t('work.node.away', { name: workload.node.name })}</Note>}
      <Tabs
        label={nameOf(workload)}
        tabs={TABS.filter((each) => each !== 'backups' || kind === 'notebook').map((each) => ({
          to: each === 'overview' ? here : `${here}/${each}`,
          label: t(`work.tab.${each}`),
        }))}
      />
      {tab === 'overview' && <Overview workload={workload} onDo={(deed, label) => setParams({ do: deed, ...(label ? { label } : {}) })} />}
      {tab === 'log' && (
        <Log
          key={`${workload.run} ${replica}`}
          kind={kind}
          id={workload.id}
          name={nameOf(workload)}
          running={workload.group === 'running' || workload.group === 'working'}
          replica={replica}
          replicas={workload.serving?.fleet.map((each) => each.number) ?? []}
          onReplica={(number) => setParams(number ? { replica: number } : {}, { replace: true })}
        />
      )}
      <Suspense fallback={<Waiting />}>
        {tab === 'data' && <Moves workload={workload} />}
        {tab === 'backups' && kind === 'notebook' && <Backups notebook={workload} />}
        {tab === 'usage' && <Usage workload={workload} />}
      </Suspense>
      {tab === 'events' && <Events kind={kind} id={workload.id} />}
      {tab === 'code' && <Code workload={workload} />}
      <WorkDialogs kind={kind} found={() => workload} />
      <Suspense>{params.has('do') && <EditDialogs workload={workload} />}</Suspense>
    </Page>
  );
}

function Copied({ text, label }: { text: string; label: string }) {
  return (
    <span className={css['copied']}>
      <code>{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
}

function Overview({ workload, onDo }: { workload: Workload; onDo: (deed: string, label?: string) => void }) {
  const { t, time } = useTexts();
  const { resources, lasting } = useWorkWords();
  const access: [string, ReactNode][] = [
    [t('work.address'), <Copied key="u" text={workload.url} label={t('work.copy-address')} />],
    [t('work.who'), t(workload.isPublic ? 'work.public' : 'work.private')],
    [t('work.owner'), workload.isMine ? t('work.me') : workload.owner],
  ];
  if (workload.node) access.push([t('work.node'), <code key="n">{workload.node.name}</code>]);
  const life: [string, ReactNode][] = [
    [t('users.created'), time(workload.createdAt)],
    [t('work.started-at'), workload.startedAt ? time(workload.startedAt) : t('never')],
    [t('work.lasting'), lasting(workload) || '–'],
  ];
  if (workload.stoppedAt) life.push([t('work.stopped-at'), time(workload.stoppedAt)]);
  if (workload.exitCode !== undefined) life.push([t('work.exit'), workload.exitCode]);
  if (workload.timeoutAt && !workload.stoppedAt) life.push([t('work.timeout'), time(workload.timeoutAt)]);
  const madeOf: [string, ReactNode][] = [
    [
      t(workload.kind === 'notebook' ? 'work.framework' : 'work.image'),
      [workload.image, workload.frameworkVersion, workload.editor].filter(Boolean).join(' · '),
    ],
    [t('work.resources'), resources(workload)],
    [t('work.id'), <Copied key="i" text={workload.id} label={t('work.copy-id')} />],
  ];
  if (workload.command.length > 0) madeOf.push([t('launch.command'), <code key="c" className={css['command']}>{wordsOf(workload.command)}</code>]);
  madeOf.push([t('launch.labels'), <Labels key="l" workload={workload} onDo={onDo} />]);
  return (
    <div className="stack">
    {workload.serving && <Replicas workload={workload} serving={workload.serving} onDo={onDo} />}
    <div className="cards">
      <Card title={t('work.access')}>
        <Facts facts={access} />
      </Card>
      <Card title={t('work.life')}>
        <Facts facts={life} />
      </Card>
      <Card title={t('work.made-of')}>
        <Facts facts={madeOf} />
      </Card>
    </div>
    </div>
  );
}

function Events({ kind, id }: { kind: Kind; id: string }) {
  const { t, time, named } = useTexts();
  const found = useEvents(kind, id);
  if (!found.data) {
    return found.error ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />;
  }
  return (
    <>
    {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
    <Table
      caption={t('work.tab.events')}
      rows={found.data.map((event, index) => ({ ...event, index })).reverse()}
      id={(event) => event.index}
      columns={[
        { id: 'at', title: t('activity.when'), head: true, cell: (event) => time(event.at) },
        { id: 'state', title: t('users.status'), cell: (event) => named(`state.${event.state}`, event.state) },
        { id: 'why', title: t('work.why'), long: true, cell: (event) => event.sentence },
        { id: 'code', title: t('work.code'), cell: (event) => <code>{event.code}</code> },
      ]}
    />
    </>
  );
}

function Code({ workload }: { workload: Workload }) {
  const { t } = useTexts();
  const { kind, id } = workload;
  return (
    <div className="stack">
      {(['start', 'stop', 'force-delete'] as const).map((deed) => (
        <Card key={deed} title={t(deed === 'force-delete' ? 'work.delete' : `work.${deed}`)}>
          <AsCode open wish={{ action: `${kind}.${deed}`, target: id }} />
        </Card>
      ))}
    </div>
  );
}
