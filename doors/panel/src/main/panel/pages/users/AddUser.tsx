import { useState, type FormEvent } from 'react';
import { Problem } from '../../api/client';
import { useAddUser, useRoles } from '../../api/users';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { Cards, Check, TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { AsCode } from '../../components/AsCode';
import { Note, Trouble } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { RolePicker } from './RolePicker';
import { OPERATOR, READER, STORAGE, useAbilities } from './words';

/** Adds a user in one dialog; the least that works is chosen already. */
export function AddUser({
  onClose,
  onDone,
}: {
  onClose: () => void;
  onDone: (username: string, password: string, title: string) => void;
}) {
  const { t } = useTexts();
  const roles = useRoles().data ?? [];
  const abilities = useAbilities();
  const add = useAddUser();
  const [description, setDescription] = useState('');
  const [username, setUsername] = useState('');
  const [level, setLevel] = useState<string>(READER);
  const [storage, setStorage] = useState(true);
  const [more, setMore] = useState<string[]>([]);
  const [ends, setEnds] = useState('');
  const [touched, setTouched] = useState(false);
  const chosen = [...(level ? [level] : []), ...(storage ? [STORAGE] : []), ...more];
  const missing = touched && !description.trim() ? t('add.description.missing') : '';
  const problem = add.error instanceof Problem ? add.error : null;
  const atField = (field: string) => (problem?.status === 400 && problem.message.startsWith(field) ? problem.message : '');
  const shownAtField = atField('description') || atField('username') || atField('user name');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (!description.trim() || add.isPending) return;
    add.mutate(
      {
        description: description.trim(),
        roles: chosen,
        ...(username.trim() ? { username: username.trim() } : {}),
        ...(ends ? { endsAt: new Date(`${ends}T23:59:59`).toISOString() } : {}),
      },
      { onSuccess: (made) => onDone(made.user.username, made.password, t('add.done')) },
    );
  };

  return (
    <Dialog title={t('users.add')} onClose={onClose} wide>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <TextField
            label={t('add.description')}
            hint={t('add.description.hint')}
            value={description}
            onChange={setDescription}
            onBlur={() => setTouched(true)}
            error={missing || atField('description')}
            maxLength={255}
            required
            autoFocus
            autoComplete="off"
          />
          <Cards
            legend={t('add.level')}
            value={level}
            onChange={setLevel}
            options={[
              { id: READER, label: t('level.reader'), meaning: t('level.reader.meaning') },
              { id: OPERATOR, label: t('level.operator'), meaning: t('level.operator.meaning') },
              { id: '', label: t('level.none'), meaning: t('level.none.meaning') },
            ]}
          />
          <Check
            label={t('role.objectstore_operator')}
            badge={t('recommended')}
            hint={t('add.storage.hint')}
            checked={storage}
            onChange={setStorage}
          />
          <details>
            <summary>{t('add.more')}</summary>
            <div className="stack">
              <RolePicker
                roles={roles.filter((role) => ![READER, OPERATOR, STORAGE].includes(role.name))}
                chosen={more}
                onChange={setMore}
              />
              <TextField
                label={t('add.username')}
                optional={t('optional')}
                hint={t('add.username.hint')}
                value={username}
                onChange={setUsername}
                error={atField('username') || atField('user name')}
                autoComplete="off"
                spellCheck={false}
              />
              <TextField
                label={t('add.ends')}
                optional={t('optional')}
                hint={t('add.ends.hint')}
                type="date"
                min={new Date().toISOString().slice(0, 10)}
                value={ends}
                onChange={setEnds}
              />
            </div>
          </details>
          <div aria-live="polite">
            <Note>{abilities(chosen, roles)}</Note>
          </div>
          {add.error && !shownAtField && <Trouble error={add.error} />}
          <Kept needs="user_manage" />
          <AsCode wish={{ action: 'user.create', body: { description: description.trim() || '…', roles: chosen } }} />
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={add.isPending}>
            {add.isPending ? t('add.busy') : t('add.create')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
