import { SelectField, TextField } from '../../components/Field';
import { useTexts } from '../../texts/texts';

/** What becomes of what somebody runs: `stop`, `keep`, or `handover:` and who gets it. */
export interface Fate {
  what: string;
  heir: string;
}

export const STOPPED: Fate = { what: 'stop', heir: '' };

/** In the words of the API; nothing as long as the heir is not named. */
export const wordOf = ({ what, heir }: Fate) => (what !== 'handover' ? what : heir.trim() ? `handover:${heir.trim()}` : '');

/** The same for what is said as code; nothing where it is as usual. */
export const asked = (fate: Fate) => (fate.what === 'stop' || !wordOf(fate) ? {} : { body: { workloads: wordOf(fate) } });

/** Asks what shall become of the workloads of whoever goes. */
export function FateField({ fate, onChange }: { fate: Fate; onChange: (fate: Fate) => void }) {
  const { t } = useTexts();
  return (
    <>
      <SelectField
        label={t('fate.title')}
        hint={t(`fate.${fate.what}.hint` as 'fate.stop.hint')}
        value={fate.what}
        onChange={(what) => onChange({ ...fate, what })}
        options={(['stop', 'keep', 'handover'] as const).map((id) => ({ id, label: t(`fate.${id}`) }))}
      />
      {fate.what === 'handover' && (
        <TextField
          label={t('fate.heir')}
          hint={t('fate.heir.hint')}
          value={fate.heir}
          onChange={(heir) => onChange({ ...fate, heir })}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </>
  );
}
