import { useNavigate, useSearchParams } from 'react-router';
import type { User } from '../../api/client';
import { useMay } from '../../api/me';
import { ActionMenu, type Choice } from '../../components/Menu';
import { useTexts } from '../../texts/texts';
import { download } from './Reveal';

/** What can be done to a user, in the words and the order of the model's menu. */
export function UserMenu({ user, onPage = false }: { user: User; onPage?: boolean }) {
  const { t } = useTexts();
  const may = useMay();
  const navigate = useNavigate();
  const [, setParams] = useSearchParams();
  const suspended = user.status === 'disabled';
  const choices: Choice[] = [
    ...(onPage ? [] : [{ id: 'open', label: t('menu.open') }]),
    ...(may('role_assign') ? [{ id: 'roles', label: t('menu.roles') }] : []),
    ...(may('user_manage')
      ? [
          { id: 'password', label: t('menu.password') },
          { id: 'end', label: t('menu.end') },
          { id: suspended ? 'resume' : 'suspend', label: t(suspended ? 'menu.resume' : 'menu.suspend') },
        ]
      : []),
    { id: 'config', label: t('menu.config') },
    ...(may('user_manage') ? [{ id: 'delete', label: t('menu.delete'), danger: true, apart: true }] : []),
  ];
  return (
    <ActionMenu
      label={t('menu.label', { name: user.description || user.username })}
      title={user.username}
      choices={choices}
      onChoose={(id) => {
        if (id === 'open') void navigate(`/access/users/${user.id}`);
        else if (id === 'config') download(`gatehouse-${user.username}.sh`, config(user.username));
        else
          setParams((now) => {
            now.set('do', id);
            now.set('user', String(user.id));
            return now;
          });
      }}
    />
  );
}

/** What a user types once to have the command line; the password is asked for there and stands nowhere. */
function config(username: string): string {
  return `gatehouse login --url ${location.origin} --username ${username}\ngatehouse me\n`;
}
