import { useDeferredValue, useEffect, useRef, useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Problem } from '../../api/client';
import { useMay } from '../../api/me';
import { useCommand, useEditors, useFlavors, useImages, useLaunch, useWorkload, type Kind } from '../../api/workloads';
import { Button, LinkButton } from '../../components/Button';
import { CopyButton } from '../../components/Copy';
import { AreaField, SelectField, TextField } from '../../components/Field';
import { Card, Note, Page, Trouble } from '../../components/Page';
import { useSay } from '../../components/Toasts';
import { launch } from '../../texts/en/launch';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import css from './Launch.module.css';
import { EMPTY, pairs, volumesOf, wishOf, wordsOf, type Form } from './wish';

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
  return (
    <LaunchForm
      kind={kind}
      first={{
        ...EMPTY,
        name: workload.name ? `${workload.name}-2` : '',
        cpu: String(workload.cpus || 1),
        image: workload.image || EMPTY.image,
        editor: workload.editor ?? '',
        command: wordsOf(workload.command),
        port: String(workload.httpPort || 8080),
        labels: labels.map(([name, value]) => `${name}=${value}`).join('\n'),
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
  const images = useImages().data ?? [];
  const editors = useEditors().data ?? [];
  const launch = useLaunch(kind);
  const [form, setForm] = useState(first);
  const summary = useRef<HTMLDivElement>(null);
  const set = (name: keyof Form) => (value: string) => setForm((now) => ({ ...now, [name]: value }));
  const flavor = flavors.find((each) => each.default) ?? flavors[0];
  const cpu = Number(form.cpu);
  const problems: Record<string, string> = {
    ...(!Number.isInteger(cpu) || cpu < 1 ? { cpu: t('launch.cpu.wrong') } : {}),
    ...(flavor && cpu > flavor.max ? { cpu: t('launch.cpu.most', { n: flavor.max }) } : {}),
    ...(pairs(form.labels) === null ? { labels: t('launch.pairs') } : {}),
    ...(pairs(form.env) === null ? { env: t('launch.pairs') } : {}),
    ...(volumesOf(form.volumes) === null ? { volumes: t('launch.volumes.wrong') } : {}),
  };
  const at = (field: string) => problems[field] ?? '';
  const wish = wishOf(kind, form);
  const command = useCommand(kind, useDeferredValue(wish));
  useEffect(() => {
    if (launch.error) summary.current?.focus();
  }, [launch.error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Object.keys(problems).length > 0) {
      document.querySelector<HTMLElement>('main [aria-invalid]')?.focus();
      return;
    }
    launch.mutate(wish, {
      onSuccess: (made) => {
        say(t('launch.done'));
        void navigate(`/${kind}s/${made.id}`);
      },
    });
  };
  const lost = !may(`${kind}_launch`) || (launch.error instanceof Problem && launch.error.status === 403);
  return (
    <Page title={t(`launch.${kind}`)} crumbs={[{ to: `/${kind}s`, label: t(`nav.${kind}s`) }]}>
      <form className={css['form']} onSubmit={submit} noValidate>
        <div className="stack">
          <div ref={summary} tabIndex={-1} className="stack">
            {launch.error && <Trouble error={launch.error} />}
            {lost && <Note mood="warn">{t('launch.kept')}</Note>}
          </div>
          <Card title={t('launch.what')}>
            <TextField
              label={t('work.name')}
              optional={t('optional')}
              hint={t('launch.name.hint')}
              value={form.name}
              onChange={set('name')}
              maxLength={63}
              autoComplete="off"
            />
            <SelectField
              label={t(kind === 'notebook' ? 'work.framework' : 'work.image')}
              hint={t('launch.image.hint')}
              value={form.image}
              onChange={set('image')}
              options={images.map((image) => ({ id: image.id, label: `${image.name} · ${image.description}` }))}
            />
            {kind === 'notebook' ? (
              <SelectField
                label={t('launch.editor')}
                value={form.editor || (editors[0]?.id ?? '')}
                onChange={set('editor')}
                options={editors.map((editor) => ({ id: editor.id, label: editor.name }))}
              />
            ) : (
              <AreaField
                label={t('launch.command')}
                hint={t('launch.command.hint')}
                mono
                value={form.command}
                onChange={set('command')}
              />
            )}
          </Card>
          <Card title={t('work.resources')}>
            {flavor && (
              <div className={css['tile']}>
                <strong>{flavor.id}</strong> {flavor.description}
                <span className="soft">
                  {t('launch.per-cpu', { memory: bytes(flavor.resourcesPerUnit.memory) })} ·{' '}
                  {t('launch.most', { n: flavor.max })}
                </span>
              </div>
            )}
            <TextField
              label={t('launch.cpus')}
              type="number"
              min={1}
              max={flavor?.max ?? 64}
              value={form.cpu}
              onChange={set('cpu')}
              error={at('cpu')}
            />
            {kind === 'app' && (
              <TextField
                label={t('launch.replicas')}
                type="number"
                min={1}
                max={10}
                value={form.replicas}
                onChange={set('replicas')}
              />
            )}
          </Card>
          <details>
            <summary>{t('launch.more')}</summary>
            <Card>
              {kind !== 'notebook' && (
                <TextField
                  label={t('launch.port')}
                  hint={t('launch.port.hint')}
                  type="number"
                  value={form.port}
                  onChange={set('port')}
                />
              )}
              {kind === 'job' && (
                <TextField
                  label={t('launch.hours')}
                  optional={t('optional')}
                  hint={t('launch.hours.hint')}
                  type="number"
                  min={0}
                  value={form.hours}
                  onChange={set('hours')}
                />
              )}
              <AreaField
                label={t('launch.volumes')}
                optional={t('optional')}
                hint={t('launch.volumes.hint')}
                error={at('volumes')}
                mono
                rows={2}
                value={form.volumes}
                onChange={set('volumes')}
              />
              <AreaField
                label={t('launch.labels')}
                optional={t('optional')}
                hint={t('launch.labels.hint')}
                error={at('labels')}
                mono
                rows={2}
                value={form.labels}
                onChange={set('labels')}
              />
              <AreaField
                label={t('launch.env')}
                optional={t('optional')}
                hint={t('launch.env.hint')}
                error={at('env')}
                mono
                rows={2}
                value={form.env}
                onChange={set('env')}
              />
            </Card>
          </details>
        </div>
        <aside className={css['summary']} aria-label={t('launch.summary')}>
          <Card title={t('launch.summary')}>
            <p>
              {t('work.cpus', { n: cpu || 0 })} · {flavor ? bytes(flavor.resourcesPerUnit.memory * (cpu || 0)) : ''}
            </p>
            <p className="spread">
              <strong>{t('launch.same')}</strong>
              <CopyButton text={command.data ?? ''} label={t('copy.command')} />
            </p>
            <pre className={css['command']} tabIndex={0} role="region" aria-label={t('launch.same')}>
              {command.error ? command.error.message : (command.data ?? '…')}
            </pre>
            <div className="row">
              <Button look="main" type="submit" isDisabled={launch.isPending}>
                {launch.isPending ? t('busy') : t(`launch.${kind}`)}
              </Button>
              <LinkButton to={`/${kind}s`}>{t('cancel')}</LinkButton>
            </div>
          </Card>
        </aside>
      </form>
    </Page>
  );
}
