import { useState, type FormEvent } from 'react';
import { useCreateToken, type IssuedToken } from '../../api/tokens';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { Cards, SelectField, TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Trouble } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { OPERATOR, READER } from '../users/words';

const DAY = 86_400_000;

/** Makes a token: a role, an end, and if one likes only what carries a label. */
export function NewToken({ onClose, onDone }: { onClose: () => void; onDone: (token: IssuedToken) => void }) {
  const { t } = useTexts();
  const create = useCreateToken();
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>(READER);
  const [selector, setSelector] = useState('');
  const [days, setDays] = useState('90');
  const wish = {
    name: name.trim(),
    role,
    ...(selector.trim() ? { labelSelector: selector.trim() } : {}),
    ...(days === '0' ? {} : { expiresAt: new Date(Math.ceil(Date.now() / DAY) * DAY + Number(days) * DAY).toISOString() }),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) create.mutate(wish, { onSuccess: onDone });
  };
  return (
    <Dialog title={t('tokens.add')} onClose={onClose} wide>
      <form onSubmit={submit}>
        <DialogBody>
          <TextField label={t('tokens.name')} hint={t('tokens.name.hint')} value={name} onChange={setName} required autoFocus autoComplete="off" />
          <Cards
            legend={t('tokens.role')}
            value={role}
            onChange={setRole}
            options={[
              { id: READER, label: t('level.reader'), meaning: t('level.reader.meaning') },
              { id: OPERATOR, label: t('level.operator'), meaning: t('level.operator.meaning') },
            ]}
          />
          <TextField
            label={t('tokens.selector')}
            optional={t('optional')}
            hint={t('tokens.selector.hint')}
            value={selector}
            onChange={setSelector}
            autoComplete="off"
            spellCheck={false}
          />
          <SelectField
            label={t('tokens.expires')}
            value={days}
            onChange={setDays}
            options={[...['7', '30', '90', '365'].map((id) => ({ id, label: t('tokens.days', { n: Number(id) }) })), { id: '0', label: t('tokens.no-end') }]}
          />
          {create.error && <Trouble error={create.error} />}
          <Kept needs="token_manage" />
          <AsCode wish={{ action: 'token.create', body: wish }} />
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={create.isPending || !name.trim()}>
            {create.isPending ? t('busy') : t('tokens.create')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
