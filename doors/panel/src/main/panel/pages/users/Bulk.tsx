import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Receipt, User } from '../../api/client';
import { deedTo, useRoles, type BulkDeed } from '../../api/users';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { SelectField, TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Note } from '../../components/Page';
import { bulk } from '../../texts/en/bulk';
import { users } from '../../texts/en/users';
import { bring, useTexts } from '../../texts/texts';
import { READER, useRoleWords } from './words';

bring(bulk);
bring(users);

export type Deed = BulkDeed;

/** So many at a time may be deleted; more than that is rarely what was meant. */
const MOST_DELETED = 25;

interface Outcome {
  done: number;
  cut: number;
  failed: { name: string; why: string }[];
}

/** Does one thing to several users, one after the other; says whom it could not be done to, and why. */
export function Bulk({ deed, users, onClose, onDone }: { deed: Deed; users: User[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTexts();
  const { label } = useRoleWords();
  const client = useQueryClient();
  const roles = useRoles().data ?? [];
  const [role, setRole] = useState(READER as string);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(-1);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const tooMany = deed === 'delete' && users.length > MOST_DELETED;
  const ready = !tooMany && (deed !== 'delete' || typed === String(users.length));
  const title = t(`bulk.title.${deed}`, { n: users.length });
  const go = async () => {
    const result: Outcome = { done: 0, cut: 0, failed: [] };
    for (const [index, user] of users.entries()) {
      setAt(index);
      try {
        const receipt = await deedTo(deed, user.id, role);
        result.done++;
        result.cut += receipt ? cutBy(receipt) : 0;
      } catch (fault) {
        result.failed.push({ name: user.description || user.username, why: fault instanceof Error ? fault.message : String(fault) });
      }
    }
    setAt(-1);
    setOutcome(result);
    for (const key of ['users', 'sessions', 'connections', 'audit', 'me']) void client.invalidateQueries({ queryKey: [key] });
  };
  if (outcome) {
    return (
      <Dialog key="after" title={title} onClose={onDone}>
        <DialogBody>
          <Note mood="good">
            <span role="status">
              {t('bulk.done', { n: outcome.done })} {outcome.cut > 0 && t('bulk.cut', { n: outcome.cut })}
            </span>
          </Note>
          {outcome.failed.length > 0 && (
            <Note mood="warn">
              <p>{t('bulk.failed', { n: outcome.failed.length })}</p>
              <ul className="ticks">
                {outcome.failed.map((each) => (
                  <li key={each.name}>
                    <bdi>{each.name}</bdi>: {each.why}
                  </li>
                ))}
              </ul>
            </Note>
          )}
        </DialogBody>
        <DialogFoot>
          <Button look="main" autoFocus onPress={onDone}>
            {t('close')}
          </Button>
        </DialogFoot>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} onClose={onClose} alert firm={at >= 0}>
      <DialogBody>
        <p>{t(`bulk.text.${deed}`)}</p>
        <ul className="ticks">
          {users.slice(0, 10).map((user) => (
            <li key={user.id}>
              <bdi>{user.description || user.username}</bdi>
            </li>
          ))}
          {users.length > 10 && <li>{t('users.roles.more', { n: users.length - 10 })}</li>}
        </ul>
        {(deed === 'give' || deed === 'take') && (
          <SelectField
            label={t('bulk.role')}
            value={role}
            onChange={setRole}
            options={roles.map((each) => ({ id: each.name, label: label(each) }))}
          />
        )}
        {tooMany && <Note mood="bad">{t('bulk.most', { n: MOST_DELETED })}</Note>}
        <Kept needs={deed === 'give' || deed === 'take' ? 'role_assign' : 'user_manage'} />
        {deed === 'delete' && !tooMany && (
          <TextField label={t('bulk.count', { n: users.length })} value={typed} onChange={setTyped} autoComplete="off" inputMode="numeric" />
        )}
        {at >= 0 && (
          <p>
            <progress aria-label={title} value={at} max={users.length} /> {t('bulk.progress', { done: at, all: users.length })}
          </p>
        )}
      </DialogBody>
      <DialogFoot>
        <Button look={deed === 'delete' ? 'danger' : 'main'} isDisabled={!ready || at >= 0} onPress={() => void go()}>
          {at >= 0 ? t('busy') : t('bulk.go')}
        </Button>
        <Button isDisabled={at >= 0} onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

const cutBy = (receipt: Receipt) => Object.values(receipt.connections).reduce((sum, count) => sum + count, 0);
