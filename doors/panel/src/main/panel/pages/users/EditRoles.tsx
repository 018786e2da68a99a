import { useState } from 'react';
import type { Receipt, User } from '../../api/client';
import { usePreview, useRoles, useSetRoles } from '../../api/users';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { Check, TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Note, Trouble } from '../../components/Page';
import { roles } from '../../texts/en/roles';
import { bring, useTexts } from '../../texts/texts';
import { PreviewView } from './PreviewView';
import { ReceiptView } from './ReceiptView';
import { RolePicker } from './RolePicker';
import { ADMINISTRATOR, OPERATOR, READER, STORAGE, permissionsOf, useAbilities, useRoleWords } from './words';

bring(roles);

const USUAL = [READER, OPERATOR, STORAGE, ADMINISTRATOR];

/** Changes what a user may do: says the difference before, and shows the receipt after. */
export function EditRoles({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTexts();
  const { meaning, label } = useRoleWords();
  const abilities = useAbilities();
  const roles = useRoles().data ?? [];
  const set = useSetRoles();
  const held = user.roles.map((role) => role.name);
  const [chosen, setChosen] = useState(held);
  const [typed, setTyped] = useState('');
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const added = chosen.filter((name) => !held.includes(name));
  const removed = held.filter((name) => !chosen.includes(name));
  const preview = usePreview(user.id, { action: 'roles', roles: chosen.map((name) => ({ name })) }).data;
  const changes = added.length + removed.length > 0;
  const grave = changes && preview?.confirmation === 3;
  const usual = roles.filter((role) => USUAL.includes(role.name));

  if (receipt) {
    return (
      <Dialog key="after" title={t('roles.changed')} onClose={onClose}>
        <DialogBody>
          <ReceiptView receipt={receipt} />
        </DialogBody>
        <DialogFoot>
          <Button look="main" autoFocus onPress={onClose}>
            {t('close')}
          </Button>
        </DialogFoot>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('roles.edit', { name: user.description || user.username })} onClose={onClose} wide>
      <DialogBody>
        {usual.map((role) => (
          <Check
            key={role.name}
            label={label(role)}
            hint={meaning(role)}
            checked={chosen.includes(role.name)}
            onChange={(on) => setChosen(on ? [...chosen, role.name] : chosen.filter((name) => name !== role.name))}
          />
        ))}
        <details open={held.some((name) => !USUAL.includes(name))}>
          <summary>{t('roles.more')}</summary>
          <RolePicker roles={roles.filter((role) => !USUAL.includes(role.name))} chosen={chosen} onChange={setChosen} />
        </details>
        <div aria-live="polite" className="stack">
          <Difference before={permissionsOf(held, roles)} after={permissionsOf(chosen, roles)} />
          <Note>{abilities(chosen, roles)}</Note>
        </div>
        <p className="soft">{t('roles.at-once')}</p>
        {changes && <PreviewView preview={preview} />}
        {grave && (
          <TextField
            label={t('type.name', { name: user.username })}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
        )}
        {set.error && <Trouble error={set.error} />}
        <Kept needs="role_assign" />
        <AsCode
          wish={{ action: 'user.roles', target: user.username, body: { roles: chosen.map((name) => ({ name })) } }}
        />
      </DialogBody>
      <DialogFoot>
        <Button
          look="main"
          isDisabled={!changes || set.isPending || preview?.action.allowed === false || (grave && typed !== user.username)}
          onPress={() => set.mutate({ user: user.id, roles: chosen }, { onSuccess: (answer) => setReceipt(answer.receipt) })}
        >
          {set.isPending ? t('busy') : t('roles.save')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </DialogFoot>
    </Dialog>
  );
}

/** What is won and what is lost, in deeds. */
function Difference({ before, after }: { before: Set<string>; after: Set<string> }) {
  const { t, list, named } = useTexts();
  const words = (names: string[]) => list(grouped(names).map((name) => named(`deed.${name}`, name.replaceAll('_', ' '))));
  const won = [...after].filter((name) => !before.has(name));
  const lost = [...before].filter((name) => !after.has(name));
  if (won.length + lost.length === 0) return <p className="soft">{t('roles.same')}</p>;
  return (
    <>
      {won.length > 0 && (
        <Note mood="good">
          {t('roles.adds')} {words(won)}.
        </Note>
      )}
      {lost.length > 0 && (
        <Note mood="warn">
          {t('roles.removes')} {words(lost)}.
        </Note>
      )}
    </>
  );
}

const KINDS = ['notebook', 'job', 'app'];

/** The same deed for notebooks, jobs and apps is said once. */
export function grouped(names: string[]): string[] {
  const found = new Set<string>();
  for (const name of names) {
    const kind = KINDS.find((each) => name.startsWith(`${each}_`));
    const verb = kind ? name.slice(kind.length + 1) : '';
    found.add(kind && KINDS.every((each) => names.includes(`${each}_${verb}`)) ? `all_${verb}` : name);
  }
  return [...found];
}
