import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useUser } from '../../api/users';
import { useTexts } from '../../texts/texts';
import { AddUser } from './AddUser';
import { DeleteUser } from './DeleteUser';
import { EditRoles } from './EditRoles';
import { EndDate } from './EndDate';
import { NewPassword } from './NewPassword';
import { Reveal, type Revealed } from './Reveal';
import { Suspend } from './Suspend';

/** The dialogs of users. Each has an address (`?do=…`), so that it can be linked to and Back closes it. */
export function UserDialogs() {
  const { t } = useTexts();
  const [params, setParams] = useSearchParams();
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const deed = params.get('do');
  const user = params.get('user');
  const close = () =>
    setParams(
      (now) => {
        now.delete('do');
        now.delete('user');
        return now;
      },
      { replace: true },
    );
  const reveal = (username: string, password: string, title: string) => {
    setRevealed({
      title,
      name: { label: t('username'), value: username },
      secret: { label: t('password'), value: password },
      file: `${username}.txt`,
    });
    close();
  };
  if (revealed) return <Reveal {...revealed} onClose={() => setRevealed(null)} />;
  if (deed === 'add') return <AddUser onClose={close} onDone={reveal} />;
  if (deed && user) return <OfUser key={`${deed} ${user}`} deed={deed} id={user} onClose={close} onReveal={reveal} />;
  return null;
}

function OfUser({
  deed,
  id,
  onClose,
  onReveal,
}: {
  deed: string;
  id: string;
  onClose: () => void;
  onReveal: (username: string, password: string, title: string) => void;
}) {
  const user = useUser(id).data;
  if (!user) return null;
  switch (deed) {
    case 'roles':
      return <EditRoles user={user} onClose={onClose} />;
    case 'password':
      return <NewPassword user={user} onClose={onClose} onDone={onReveal} />;
    case 'suspend':
    case 'resume':
      return <Suspend user={user} back={deed === 'resume'} onClose={onClose} />;
    case 'end':
      return <EndDate user={user} onClose={onClose} />;
    case 'delete':
      return <DeleteUser user={user} onClose={onClose} />;
    default:
      return null;
  }
}
