import { useState } from 'react';
import type { Role } from '../../api/client';
import { Check, TextField } from '../../components/Field';
import { useTexts } from '../../texts/texts';
import { useRoleWords } from './words';

/** Roles to tick, each with its meaning; a long list can be searched. */
export function RolePicker({
  roles,
  chosen,
  onChange,
}: {
  roles: Role[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}) {
  const { t } = useTexts();
  const { label, meaning } = useRoleWords();
  const [text, setText] = useState('');
  const shown = roles.filter((role) => `${label(role)} ${role.name}`.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <fieldset className="bare stack">
      <legend className="hidden">{t('users.roles')}</legend>
      {roles.length > 8 && (
        <TextField label={t('add.more.search')} type="search" value={text} onChange={setText} autoComplete="off" />
      )}
      {shown.map((role) => (
        <Check
          key={role.name}
          label={label(role)}
          hint={meaning(role)}
          checked={chosen.includes(role.name)}
          onChange={(on) => onChange(on ? [...chosen, role.name] : chosen.filter((name) => name !== role.name))}
        />
      ))}
    </fieldset>
  );
}
