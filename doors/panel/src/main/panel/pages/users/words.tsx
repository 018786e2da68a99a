import type { Role, User } from '../../api/client';
import type { Mood } from '../../api/workloads';
import { useTexts, type Key } from '../../texts/texts';

export const OPERATOR = 'ai_training_operator';
export const READER = 'ai_training_read';
export const STORAGE = 'objectstore_operator';
export const ADMINISTRATOR = 'administrator';

/** What the roles of this installation come down to, each by a permission that stands for it. */
const ABILITIES: [string, Key][] = [
  ['notebook_open', 'able.open'],
  ['notebook_launch', 'able.launch'],
  ['object_write', 'able.data'],
  ['user_manage', 'able.users'],
];

export function permissionsOf(held: string[], roles: Role[]): Set<string> {
  return new Set(roles.filter((role) => held.includes(role.name)).flatMap((role) => role.permissions.map((p) => p.name)));
}

/** A role in the reader's language. */
export function useRoleWords() {
  const { named } = useTexts();
  return {
    label: (role: { name: string; label: string }) => named(`role.${role.name}`, role.label),
    meaning: (role: { name: string; meaning: string; permissions?: unknown[] }) =>
      named(`role.${role.name}.meaning`, role.permissions?.length === 0 ? named('role.elsewhere', role.meaning) : role.meaning),
    deed: (permission: { name: string; deed: string }) => named(`deed.${permission.name}`, permission.deed),
  };
}

/** "This user will be able to … but not …". */
export function useAbilities() {
  const { t, list } = useTexts();
  return (held: string[], roles: Role[]): string => {
    const permissions = permissionsOf(held, roles);
    const can = ABILITIES.filter(([permission]) => permissions.has(permission)).map(([, key]) => t(key));
    const cannot = ABILITIES.filter(([permission]) => !permissions.has(permission)).map(([, key]) => t(key));
    if (can.length === 0) return t('able.nothing');
    if (cannot.length === 0) return t('able.all', { can: list(can) });
    return t('able.some', { can: list(can), cannot: list(cannot, 'disjunction') });
  };
}

export function statusMood(user: User): Mood {
  if (user.endsAt && new Date(user.endsAt).getTime() <= Date.now()) return 'warn';
  return user.status === 'ok' ? 'good' : user.status === 'disabled' ? 'warn' : 'busy';
}

export function useStatusWord() {
  const { t } = useTexts();
  return (user: User): string => {
    if (user.endsAt && new Date(user.endsAt).getTime() <= Date.now()) return t('status.ended');
    return t(user.status === 'ok' ? 'status.ok' : user.status === 'disabled' ? 'status.disabled' : 'status.changing');
  };
}
