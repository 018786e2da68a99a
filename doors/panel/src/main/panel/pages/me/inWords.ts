import { useMe } from '../../api/me';
import { useTexts } from '../../texts/texts';

/** Who is signed in, in a sentence of their language; of what is neither an account nor a user, the server's own. */
export function useSelfInWords(): string {
  const { t, named, list } = useTexts();
  const me = useMe().data;
  if (!me) return '';
  if (me.me.kind === 'account') return t('self.account');
  if (me.me.kind !== 'user') return me.inWords;
  if (me.roles.length === 0) return t('self.nothing');
  return t('self.roles', { roles: list(me.roles.map((role) => named(`role.${role.name}`, role.label))) });
}
