import { useCallback, useDeferredValue, useEffect, useRef, useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Problem } from '../../api/client';
import { useMay } from '../../api/me';
import { useCommand, useFlavors, useLaunch, useWorkload, type Kind } from '../../api/workloads';
import { Button, LinkButton } from '../../components/Button';
import { CopyButton } from '../../components/Copy';
import { Card, Note, Page, Trouble } from '../../components/Page';
import { useSay } from '../../components/Toasts';
import { launch } from '../../texts/en/launch';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import css from './Launch.module.css';
import { More, What, type Part } from './LaunchParts';
import { Share } from './LaunchShare';
import { scalingOf } from './scaling';
import { EMPTY, gpuKinds, wishOf, wordsOf, type Form } from './wish';
import { useFaults } from './faults';

bring(launch);

/** The form for a new notebook, job or app, with the command that does the same beside it. */
export function Launch({ kind }: { kind: Kind }) {
  const may = useMay();
  const { t } = useTexts();
  const [params] = useSearchParams();
  const [begun, setBegun] = useState(false);
  const like = params.get('like');
  const launches = may(`${kind}_launch`);
  useEffect(() => {
    if (launches) setBegun(true); // Whoever loses the role while typing keeps what was typed.
  }, [launches]);
  if (!launches && !begun) return <Forbidden title={t(`launch.${kind}`)} missing={`${kind}_launch`} />;
  return like ? <Like kind={kind} id={like} /> : <LaunchForm kind={kind} first={EMPTY} />;
}

function Like({ kind, id }: { kind: Kind; id: string }) {
  const found = useWorkload(kind, id);
  if (!found.data) return found.error ? <Trouble error={found.error} /> : null;
  const workload = found.data;
  const labels = Object.entries(workload.labels).filter(([name]) => name !== 'id' && name !== 'type' && !name.startsWith('ovh/'));
  const probe = workload.serving?.probe;
  return (
    <LaunchForm
      kind={kind}
      first={{
        ...EMPTY,
        name: workload.name ? `${workload.name}-2` : '',
        cpu: String(workload.cpus || 1),
        gpus: String(workload.gpus),
        image: workload.image || EMPTY.image,
        editor: workload.editor ?? '',
        version: workload.frameworkVersion ?? '',
        command: wordsOf(workload.command),
        port: String(workload.httpPort || 8080),
        labels: labels.map(([name, value]) => `${name}=${value}`).join('\n'),
        isPublic: workload.isPublic,
        scaling: scalingOf(workload.serving?.replicas ?? 1, workload.serving?.automatic),
        probe: probe?.path ?? '',
        probePort: probe?.port ? String(probe.port) : '',
      }}
    />
  );
}

function LaunchForm({ kind, first }: { kind: Kind; first: Form }) {
  const { t, bytes } = useTexts();
  const say = useSay();
  const may = useMay();
  const navigate = useNavigate();
  const flavors = useFlavors().data ?? [];
  const launching = useLaunch(kind);
  const [form, setForm] = useState(first);
  const [tried, setTried] = useState(0);
  const summary = useRef<HTMLDivElement>(null);
  const flavor = flavors.find((each) => each.default) ?? flavors[0];
  const faults = useFaults(kind, form, flavors);
  const faulty = Object.entries(faults);
  const set = useCallback<Part['set']>((name) => (value) => setForm((now) => ({ ...now, [name]: value })), []);
  const part: Part = {
    kind,
    form,
    at: (field) => faults[field]?.text ?? '',
    set,
    tick: (name) => (value) => setForm((now) => ({ ...now, [name]: value })),
    scale: (scaling) => setForm((now) => ({ ...now, scaling })),
  };
  const wish = wishOf(kind, form);
  const command = useCommand(kind, useDeferredValue(wish));
  useEffect(() => {
    if (launching.error || tried > 0) summary.current?.focus();
  }, [launching.error, tried]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faulty.length > 0) {
      setTried((now) => now + 1);
      return;
    }
    launching.mutate(wish, {
      onSuccess: (made) => {
        say(t('launch.done'));
        void navigate(`/${kind}s/${made.id}`);
      },
    });
  };
  const lost = !may(`${kind}_launch`) || (launching.error instanceof Problem && launching.error.status === 403);
  const kinds = gpuKinds(flavors);
  const gpus = Number(form.gpus) || 0;
  const unit = gpus > 0 ? (kinds.find((each) => each.id === form.gpuKind) ?? kinds[0]) : flavor;
  const units = gpus > 0 ? gpus : Number(form.cpu) || 0;
  const { scaling } = form;
  const replicas = scaling.how === 'fixed' ? Number(scaling.replicas) || 1 : Number(scaling.max) || 1;
  const times = kind === 'app' ? replicas : 1;
  return (
    <Page title={t(`launch.${kind}`)} crumbs={[{ to: `/${kind}s`, label: t(`nav.${kind}s`) }]}>
      <form className={css['form']} onSubmit={submit} noValidate>
        <div className="stack">
          <div ref={summary} tabIndex={-1} className={`stack ${css['top']}`}>
            {launching.error && <Trouble error={launching.error} />}
            {lost && <Note mood="warn">{t('launch.kept')}</Note>}
            {tried > 0 && faulty.length > 0 && <Faults faults={faulty} />}
          </div>
          <What {...part} />
          <Share {...part} flavors={flavors} />
          <More {...part} open={tried > 0 && faulty.some(([, fault]) => fault.deep)} />
        </div>
        <aside className={css['summary']} aria-label={t('launch.summary')}>
          <Card title={t('launch.summary')}>
            <p>
              {times > 1 && t(scaling.how === 'fixed' ? 'launch.times' : 'launch.times.most', { n: times })}{' '}
              {gpus > 0 && `${t('work.gpus', { n: gpus })} · `}
              {t('work.cpus', { n: units * (unit?.resourcesPerUnit.cpu ?? 1) })} · {bytes((unit?.resourcesPerUnit.memory ?? 0) * units)}
            </p>
            <p className="spread">
              <strong>{t('launch.same')}</strong>
              <CopyButton text={command.data ?? ''} label={t('copy.command')} />
            </p>
            <pre className={css['command']} tabIndex={0} role="region" aria-label={t('launch.same')}>
              {command.error ? command.error.message : (command.data ?? '…')}
            </pre>
            <div className="row">
              <Button look="main" type="submit" isDisabled={launching.isPending}>
                {launching.isPending ? t('busy') : t(`launch.${kind}`)}
              </Button>
              <LinkButton to={`/${kind}s`}>{t('cancel')}</LinkButton>
            </div>
          </Card>
        </aside>
      </form>
    </Page>
  );
}

/** What has to be mended first, each leading to its field. */
function Faults({ faults }: { faults: [string, { label: string; text: string }][] }) {
  const { t } = useTexts();
  return (
    <Note mood="bad">
      <p>{t('launch.faults', { n: faults.length })}</p>
      <ul className="ticks">
        {faults.map(([field, fault]) => (
          <li key={field}>
            <a
              href={`#launch-${field}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(`launch-${field}`)?.focus();
              }}
            >
              {fault.label}
            </a>
            {`: ${fault.text}`}
          </li>
        ))}
      </ul>
    </Note>
  );
}
