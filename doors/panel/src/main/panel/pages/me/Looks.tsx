import { useState } from 'react';
import { Cards, Check, SelectField } from '../../components/Field';
import { Card } from '../../components/Page';
import { keysOn, setKeys } from '../../shell/shortcuts';
import { setTheme, theme, THEMES } from '../../shell/theme';
import { me } from '../../texts/en/me';
import { bring, useTexts } from '../../texts/texts';

bring(me);

/** How the panel looks and listens, in this browser. */
export function Looks() {
  const { t, language, setLanguage } = useTexts();
  const [look, setLook] = useState<string>(theme());
  const [keys, setKeysNow] = useState(keysOn());
  return (
    <Card title={t('me.look')}>
      <Cards
        legend={t('me.theme')}
        value={look}
        onChange={(chosen) => {
          setTheme(chosen);
          setLook(chosen);
        }}
        options={THEMES.map((each) => ({ id: each, label: t(`theme.${each}`), meaning: '' }))}
      />
      <SelectField
        label={t('me.language')}
        value={language}
        onChange={setLanguage}
        options={[
          { id: 'en', label: t('language.en') },
          { id: 'fr', label: t('language.fr') },
        ]}
      />
      <Check
        label={t('me.keys')}
        hint={t('me.keys.hint')}
        checked={keys}
        onChange={(on) => {
          setKeys(on);
          setKeysNow(on);
        }}
      />
    </Card>
  );
}
