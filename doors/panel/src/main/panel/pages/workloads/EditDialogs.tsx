import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { nameOf, useChange, useLabel, useScale, type Workload } from '../../api/workloads';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { AreaField, TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Note, Trouble } from '../../components/Page';
import { useSay } from '../../components/Toasts';
import { launch } from '../../texts/en/launch';
import { bring, useTexts } from '../../texts/texts';
import { useScalingWords } from './faults';
import { scalingOf, strategyOf, wrongOf } from './scaling';
import { ScalingFields } from './ScalingFields';
import { argumentsOf, isWhole, pairs, probeOf, wordsOf } from './wish';

bring(launch);

/** What is changed of a workload that is there. */
export function EditDialogs({ workload }: { workload: Workload }) {
  const [params, setParams] = useSearchParams();
  const close = () =>
    setParams(
      (now) => {
        for (const name of ['do', 'id', 'label']) now.delete(name);
        return now;
      },
      { replace: true },
    );
  switch (params.get('do')) {
    case 'scale':
      return workload.kind === 'app' ? <Scale app={workload} onClose={close} /> : null;
    case 'change':
      return workload.kind === 'app' ? <Change app={workload} onClose={close} /> : null;
    case 'label':
      return <AddLabel workload={workload} onClose={close} />;
    case 'unlabel':
      return <RemoveLabel workload={workload} label={params.get('label') ?? ''} onClose={close} />;
    default:
      return null;
  }
}

function Scale({ app, onClose }: { app: Workload; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const scale = useScale();
  const words = useScalingWords();
  const [scaling, setScaling] = useState(() => scalingOf(app.serving?.replicas ?? 1, app.serving?.automatic));
  const wrong = wrongOf(scaling);
  const strategy = strategyOf(scaling);
  return (
    <Dialog title={t('replicas.scale.title', { name: nameOf(app) })} onClose={onClose} wide>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong.length > 0 || scale.isPending) return;
          scale.mutate(
            { id: app.id, strategy },
            {
              onSuccess: () => {
                say(scaling.how === 'fixed' ? t('replicas.scaled', { n: Number(scaling.replicas) }) : t('scaling.changed'));
                onClose();
              },
            },
          );
        }}
      >
        <DialogBody>
          <p className="soft">{t('replicas.scale.hint')}</p>
          <ScalingFields scaling={scaling} onChange={setScaling} at={(field) => (wrong.includes(field) ? words.wrong(field) : '')} />
          {scale.error && <Trouble error={scale.error} />}
          <Kept needs="app_edit" />
          {wrong.length === 0 && <AsCode wish={{ action: 'app.scale', target: app.id, body: strategy }} />}
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={scale.isPending || wrong.length > 0}>
            {scale.isPending ? t('busy') : t('replicas.scale')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function Change({ app, onClose }: { app: Workload; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const change = useChange();
  const before = app.serving?.probe;
  const [image, setImage] = useState(app.image);
  const [command, setCommand] = useState(wordsOf(app.command));
  const [port, setPort] = useState(String(app.httpPort));
  const [env, setEnv] = useState('');
  const [path, setPath] = useState(before?.path ?? '');
  const [probePort, setProbePort] = useState(before?.port ? String(before.port) : '');
  const [tried, setTried] = useState(false);
  const variables = pairs(env);
  const faults = {
    image: image.trim() ? '' : t('launch.image.missing'),
    port: isWhole(port, 1, 65_535) ? '' : t('launch.port.wrong'),
    env: variables === null ? t('launch.pairs') : '',
    path: path.trim() && !path.trim().startsWith('/') ? t('launch.probe.wrong') : '',
  };
  const at = (field: keyof typeof faults) => (tried ? faults[field] : '');
  const probe = probeOf(path, probePort);
  const probeIsOther = probe && (probe.path !== before?.path || probe.port !== before.port);
  const wish = {
    ...(image.trim() === app.image ? {} : { url: image.trim() }),
    ...(command === wordsOf(app.command) ? {} : { command: argumentsOf(command) }),
    ...(Number(port) === app.httpPort ? {} : { defaultHttpPort: Number(port) }),
    ...(variables && variables.length > 0 ? { envVars: variables.map(([name, value]) => ({ name, value })) } : {}),
    ...(probeIsOther ? { probe } : {}),
  };
  const isOther = Object.keys(wish).length > 0;
  return (
    <Dialog title={t('replicas.change.title', { name: nameOf(app) })} onClose={onClose} wide>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isOther || Object.values(faults).some(Boolean) || change.isPending) return;
          change.mutate(
            { id: app.id, wish },
            {
              onSuccess: () => {
                say(t('replicas.changed'));
                onClose();
              },
            },
          );
        }}
      >
        <DialogBody>
          <Note>{t('replicas.change.text')}</Note>
          <TextField label={t('work.image')} hint={t('launch.image.any')} value={image} onChange={setImage} error={at('image')} autoFocus autoComplete="off" spellCheck={false} />
          <AreaField label={t('launch.command')} hint={t('launch.command.hint')} mono rows={2} value={command} onChange={setCommand} />
          <TextField label={t('launch.port')} type="number" min={1} max={65_535} value={port} onChange={setPort} error={at('port')} />
          <TextField label={t('launch.probe')} optional={t('optional')} hint={t('launch.probe.hint')} value={path} onChange={setPath} error={at('path')} placeholder={'/health'} autoComplete="off" />
          {path.trim() && (
            <TextField label={t('launch.probe-port')} optional={t('optional')} hint={t('launch.probe-port.hint')} type="number" value={probePort} onChange={setProbePort} />
          )}
          <AreaField label={t('launch.env')} optional={t('optional')} hint={t('replicas.env.hint')} error={at('env')} mono rows={2} value={env} onChange={setEnv} />
          {tried && !isOther && <Note mood="warn">{t('replicas.same')}</Note>}
          {change.error && <Trouble error={change.error} />}
          <Kept needs="app_edit" />
          <AsCode wish={{ action: 'app.edit', target: app.id, body: wish }} />
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={change.isPending}>
            {change.isPending ? t('busy') : t('replicas.change.do')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function AddLabel({ workload, onClose }: { workload: Workload; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const label = useLabel();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [tried, setTried] = useState(false);
  const wish = { name: name.trim(), value: value.trim() };
  const missing = tried && !wish.name ? t('labels.missing') : '';
  return (
    <Dialog title={t('labels.title', { name: nameOf(workload) })} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!wish.name || label.isPending) return;
          label.mutate(
            { kind: workload.kind, id: workload.id, ...wish },
            {
              onSuccess: () => {
                say(t('labels.set'));
                onClose();
              },
            },
          );
        }}
      >
        <DialogBody>
          <p>{t('labels.text')}</p>
          <TextField label={t('work.name')} value={name} onChange={setName} error={missing} autoFocus autoComplete="off" />
          <TextField label={t('labels.value')} optional={t('optional')} value={value} onChange={setValue} autoComplete="off" />
          {label.error && <Trouble error={label.error} />}
          <Kept needs={`${workload.kind}_edit`} />
          {wish.name && <AsCode wish={{ action: `${workload.kind}.label`, target: workload.id, body: wish }} />}
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={label.isPending}>
            {label.isPending ? t('busy') : t('labels.add')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function RemoveLabel({ workload, label, onClose }: { workload: Workload; label: string; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const remove = useLabel();
  if (!(label in workload.labels)) return null;
  return (
    <Confirm
      title={t('labels.remove', { name: label })}
      text={t('labels.remove.text')}
      action={t('labels.remove.do')}
      mutation={remove}
      onConfirm={() =>
        remove.mutate(
          { kind: workload.kind, id: workload.id, name: label, value: null },
          {
            onSuccess: () => {
              say(t('labels.removed'));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <AsCode wish={{ action: `${workload.kind}.label`, target: workload.id, body: { name: label } }} />
    </Confirm>
  );
}
