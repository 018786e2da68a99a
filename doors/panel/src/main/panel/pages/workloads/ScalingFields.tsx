import { useEffect, useState } from 'react';
import { Cards, Check, SelectField, TextField } from '../../components/Field';
import { Note } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import css from './Launch.module.css';
import { AGGREGATIONS, FORMATS, MOST_REPLICAS, type Scaling, type ScalingText } from './scaling';

/** How many replicas an app has: a number, or by what that is decided. */
export function ScalingFields({
  scaling,
  onChange,
  at,
}: {
  scaling: Scaling;
  onChange: (next: Scaling) => void;
  /** What is wrong with a field. */
  at: (field: ScalingText) => string;
}) {
  const { t } = useTexts();
  const set = (field: ScalingText) => (value: string) => onChange({ ...scaling, [field]: value });
  const number = (field: 'replicas' | 'min' | 'max' | 'usage' | 'up' | 'down' | 'cooldown', least: number, most: number, hint = '') => (
    <TextField
      id={`launch-${field}`}
      label={t(field === 'replicas' ? 'launch.replicas' : `scaling.${field}`)}
      hint={hint}
      type="number"
      min={least}
      max={most}
      value={scaling[field]}
      onChange={set(field)}
      error={at(field)}
    />
  );
  return (
    <>
      <Cards
        legend={t('scaling.how')}
        value={scaling.how}
        onChange={(how) => onChange({ ...scaling, how: how === 'automatic' ? 'automatic' : 'fixed' })}
        options={[
          { id: 'fixed', label: t('scaling.fixed'), meaning: t('scaling.fixed.meaning') },
          { id: 'automatic', label: t('scaling.automatic'), meaning: t('scaling.automatic.meaning') },
        ]}
      />
      {scaling.how === 'fixed' ? (
        number('replicas', 1, MOST_REPLICAS)
      ) : (
        <>
          <div className={css['pair']}>
            {number('min', 0, MOST_REPLICAS)}
            {number('max', 1, MOST_REPLICAS)}
          </div>
          {scaling.min.trim() === '0' && <Note>{t('scaling.sleeps')}</Note>}
          <div className={css['pair']}>
            <SelectField
              id="launch-resource"
              label={t('scaling.resource')}
              value={scaling.resource}
              onChange={(resource) => onChange({ ...scaling, resource, own: scaling.own || resource === '' })}
              options={[
                { id: 'CPU', label: t('scaling.cpu') },
                { id: 'RAM', label: t('scaling.ram') },
                { id: '', label: t('scaling.none') },
              ]}
              error={at('resource')}
            />
            {scaling.resource && number('usage', 1, 100)}
          </div>
          <Check label={t('scaling.own')} hint={t('scaling.own.hint')} checked={scaling.own} onChange={(own) => onChange({ ...scaling, own })} />
          {scaling.own && <Own scaling={scaling} set={set} at={at} />}
          <Waits wrong={Boolean(at('up') || at('down') || at('cooldown'))}>
            <div className={css['pair']}>
              {number('up', 0, 3600)}
              {number('down', 0, 3600)}
              {number('cooldown', 0, 3600)}
            </div>
          </Waits>
        </>
      )}
    </>
  );
}

function Own({
  scaling,
  set,
  at,
}: {
  scaling: Scaling;
  set: (field: ScalingText) => (value: string) => void;
  at: (field: ScalingText) => string;
}) {
  const { t } = useTexts();
  return (
    <>
      <TextField
        id="launch-url"
        label={t('scaling.url')}
        hint={t('scaling.url.hint')}
        placeholder={'http://<SELF>:9000/queue'}
        value={scaling.url}
        onChange={set('url')}
        error={at('url')}
        autoComplete="off"
        spellCheck={false}
      />
      <div className={css['pair']}>
        <SelectField label={t('scaling.format')} value={scaling.format} onChange={set('format')} options={FORMATS.map((id) => ({ id, label: id }))} />
        <TextField
          id="launch-place"
          label={t('scaling.place')}
          placeholder={'queue.length'}
          value={scaling.place}
          onChange={set('place')}
          error={at('place')}
          autoComplete="off"
          spellCheck={false}
        />
        <TextField id="launch-target" label={t('scaling.target')} inputMode="decimal" value={scaling.target} onChange={set('target')} error={at('target')} />
        <SelectField
          label={t('scaling.aggregation')}
          value={scaling.aggregation}
          onChange={set('aggregation')}
          options={AGGREGATIONS.map((id) => ({ id, label: t(`scaling.${id}`) }))}
        />
      </div>
    </>
  );
}

/** What most leave as it is; what is wrong in here has to be seen. */
function Waits({ wrong, children }: { wrong: boolean; children: React.ReactNode }) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (wrong) setShown(true);
  }, [wrong]);
  return (
    <details open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{t('scaling.waits')}</summary>
      <p className="soft small">{t('scaling.waits.hint')}</p>
      {children}
    </details>
  );
}
