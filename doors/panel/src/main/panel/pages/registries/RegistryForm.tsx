import { useState, type FormEvent } from 'react';
import { useKeepRegistry, type Registry } from '../../api/registries';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Trouble } from '../../components/Page';
import { useSay } from '../../components/Toasts';
import { useTexts } from '../../texts/texts';

const FIELDS = ['url', 'username', 'password'];

/** Adds an account at a registry, or changes one; the password that is kept is never shown. */
export function RegistryForm({ registry, onClose }: { registry?: Registry; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const keep = useKeepRegistry();
  const [url, setUrl] = useState(registry?.url ?? '');
  const [username, setUsername] = useState(registry?.username ?? '');
  const [password, setPassword] = useState('');
  const title = registry ? t('registries.edit.title', { name: registry.url }) : t('registries.add');
  const wish = { url: url.trim(), username: username.trim(), ...(password ? { password } : {}) };
  const ready = wish.url && wish.username && (password || registry);
  const atField = (field: string) => (keep.error?.message.startsWith(`${field}:`) ? keep.error.message : '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || keep.isPending) return;
    keep.mutate(
      { id: registry?.id ?? null, wish },
      {
        onSuccess: () => {
          say(t(registry ? 'registries.changed' : 'registries.added', { name: wish.url }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={title} onClose={onClose} wide>
      <form onSubmit={submit} noValidate autoComplete="off">
        <DialogBody>
          <TextField label={t('registries.url')} hint={t('registries.url.hint')} value={url} onChange={setUrl} error={atField('url')} autoFocus required spellCheck={false} autoComplete="off" />
          <TextField label={t('username')} value={username} onChange={setUsername} error={atField('username')} required spellCheck={false} autoComplete="off" />
          <TextField
            label={t('password')}
            type="password"
            {...(registry ? { hint: t('registries.kept'), optional: t('optional') } : { required: true })}
            value={password}
            onChange={setPassword}
            error={atField('password')}
            autoComplete="new-password"
          />
          {keep.error && !FIELDS.some(atField) && <Trouble error={keep.error} />}
          <Kept needs="registry_manage" />
          <AsCode
            wish={{
              action: registry ? 'registry.update' : 'registry.create',
              ...(registry ? { target: registry.id } : {}),
              body: { url: wish.url || 'ghcr.io', username: wish.username || '…', ...(password || !registry ? { password: '…' } : {}) },
            }}
          />
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={keep.isPending || !ready}>
            {keep.isPending ? t('busy') : registry ? t('save') : t('registries.add')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
