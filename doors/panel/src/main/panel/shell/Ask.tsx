import { useState, type FormEvent } from 'react';
import { useMe } from '../api/me';
import type { Question } from '../api/stepup';
import { Button } from '../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../components/Dialog';
import { TextField } from '../components/Field';
import { useTexts } from '../texts/texts';

/** Asks for one's own password once more. */
export function Ask({ question }: { question: Question }) {
  const { t } = useTexts();
  const me = useMe().data;
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password) question.answer(password);
  };
  return (
    <Dialog title={t('stepup.title')} onClose={() => question.answer(null)}>
      <form onSubmit={submit}>
        <DialogBody>
          <p>{t('stepup.text')}</p>
          <input type="hidden" autoComplete="username" value={me?.me.name ?? ''} readOnly />
          <TextField
            label={t('password')}
            type="password"
            autoComplete="current-password"
            autoFocus
            value={password}
            onChange={setPassword}
            error={question.wrong ? t('stepup.wrong') : ''}
          />
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={!password}>
            {t('stepup.go')}
          </Button>
          <Button onPress={() => question.answer(null)}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
