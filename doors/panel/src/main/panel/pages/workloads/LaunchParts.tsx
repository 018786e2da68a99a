import { useEffect, useState } from 'react';
import { useEditors, useFrameworks, useImages, type Kind } from '../../api/workloads';
import { AreaField, Cards, SelectField, TextField } from '../../components/Field';
import { Card, Stale } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import type { Scaling } from './scaling';
import type { Form, TextOf } from './wish';

/** A part of the form: what is in it, what is wrong with it, and how it is changed. */
export interface Part {
  kind: Kind;
  form: Form;
  at: (field: string) => string;
  set: (name: TextOf) => (value: string) => void;
  tick: (name: 'isPublic') => (value: boolean) => void;
  scale: (scaling: Scaling) => void;
}

/** What is to run: a framework and an editor, or an image and a command. */
export function What({ kind, form, at, set }: Part) {
  const { t } = useTexts();
  return (
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
      {kind === 'notebook' ? (
        <Notebook form={form} set={set} />
      ) : (
        <>
          <Image form={form} set={set} at={at} />
          <AreaField
            id="launch-command"
            label={t('launch.command')}
            hint={t('launch.command.hint')}
            error={form.command ? at('command') : ''}
            mono
            value={form.command}
            onChange={set('command')}
          />
        </>
      )}
    </Card>
  );
}

function Notebook({ form, set }: Pick<Part, 'form' | 'set'>) {
  const { t } = useTexts();
  const found = useFrameworks();
  const frameworks = found.data ?? [];
  const framework = frameworks.find((each) => each.id === form.image) ?? frameworks[0];
  const editors = useEditors(framework?.id ?? '').data ?? [];
  const versions = framework?.versions ?? [];
  const first = framework?.id;
  // Whoever reads the command sees which editor it is.
  const editor = editors.some((each) => each.id === form.editor) ? form.editor : (editors[0]?.id ?? form.editor);
  useEffect(() => {
    if (first && first !== form.image) set('image')(first); // What is shown is what is asked for.
  }, [first, form.image, set]);
  useEffect(() => {
    if (editor !== form.editor) set('editor')(editor);
  }, [editor, form.editor, set]);
  return (
    <>
      <Stale of={[found]} />
      <SelectField
        label={t('work.framework')}
        hint={t('launch.image.hint')}
        value={form.image}
        onChange={(image) => {
          set('image')(image);
          set('version')('');
        }}
        options={frameworks.map((image) => ({ id: image.id, label: [image.name, image.description].filter(Boolean).join(' · ') }))}
        error={found.data && frameworks.length === 0 ? t('launch.framework.none') : ''}
      />
      {versions.length > 1 && (
        <SelectField
          label={t('launch.version')}
          value={form.version || (versions[0] ?? '')}
          onChange={set('version')}
          options={versions.map((id) => ({ id, label: id }))}
        />
      )}
      <SelectField
        label={t('launch.editor')}
        value={editor}
        onChange={set('editor')}
        options={editors.map((editor) => ({ id: editor.id, label: editor.name }))}
      />
    </>
  );
}

function Image({ form, set, at }: Pick<Part, 'form' | 'set' | 'at'>) {
  const { t } = useTexts();
  const images = useImages().data ?? [];
  return (
    <>
      <TextField
        id="launch-image"
        label={t('work.image')}
        hint={t('launch.image.any')}
        error={at('image')}
        list="launch-images"
        value={form.image}
        onChange={set('image')}
        autoComplete="off"
        spellCheck={false}
      />
      <datalist id="launch-images">
        {images.map((image) => (
          <option key={image.id} value={image.id}>{`${image.name} · ${image.description}`}</option>
        ))}
      </datalist>
    </>
  );
}

/** What most leave as it is. */
export function More({ kind, form, at, set, tick, open }: Part & { open: boolean }) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (open) setShown(true); // What is wrong in here has to be seen.
  }, [open]);
  return (
    <details open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{t(`launch.more.${kind}`)}</summary>
      <Card>
        <Cards
          legend={t('work.who')}
          value={form.isPublic ? 'public' : 'private'}
          onChange={(chosen) => tick('isPublic')(chosen === 'public')}
          options={[
            { id: 'private', label: t('launch.private'), meaning: t('work.private') },
            { id: 'public', label: t('launch.public'), meaning: t('work.public') },
          ]}
        />
        {kind !== 'notebook' && (
          <TextField
            id="launch-port"
            label={t('launch.port')}
            hint={t('launch.port.hint')}
            type="number"
            min={1}
            max={65_535}
            value={form.port}
            onChange={set('port')}
            error={at('port')}
          />
        )}
        {kind === 'app' && (
          <>
            <TextField
              id="launch-probe"
              label={t('launch.probe')}
              optional={t('optional')}
              hint={t('launch.probe.hint')}
              value={form.probe}
              onChange={set('probe')}
              error={at('probe')}
              placeholder={'/health'}
              autoComplete="off"
              spellCheck={false}
            />
            {form.probe.trim() && (
              <TextField
                id="launch-probePort"
                label={t('launch.probe-port')}
                optional={t('optional')}
                hint={t('launch.probe-port.hint')}
                type="number"
                value={form.probePort}
                onChange={set('probePort')}
                error={at('probePort')}
              />
            )}
          </>
        )}
        {kind === 'job' && (
          <TextField
            id="launch-hours"
            label={t('launch.hours')}
            optional={t('optional')}
            hint={t('launch.hours.hint')}
            type="number"
            min={0}
            value={form.hours}
            onChange={set('hours')}
            error={at('hours')}
          />

        )}
        <AreaField
          id="launch-volumes"
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
          id="launch-labels"
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
          id="launch-env"
          label={t('launch.env')}
          optional={t('optional')}
          hint={t('launch.env.hint')}
          error={at('env')}
          mono
          rows={2}
          value={form.env}
          onChange={set('env')}
        />
        {kind !== 'app' && (
          <AreaField
            label={t('launch.keys')}
            optional={t('optional')}
            hint={t('launch.keys.hint')}
            mono
            rows={2}
            value={form.keys}
            onChange={set('keys')}
          />
        )}
      </Card>
    </details>
  );
}
