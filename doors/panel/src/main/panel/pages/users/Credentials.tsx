import { useSearchParams } from 'react-router';
import type { User } from '../../api/client';
import { useMay } from '../../api/me';
import { Button } from '../../components/Button';
import { Card } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { TokensOf } from '../access/TokensOf';
import { Applications } from '../me/Applications';
import { Keys } from '../storage/Keys';

/** By what a user is known: the password, tokens, S3 keys. */
export function Credentials({ user }: { user: User }) {
  const { t } = useTexts();
  const may = useMay();
  const [, setParams] = useSearchParams();
  const reset = () =>
    setParams((now) => {
      now.set('do', 'password');
      now.set('user', String(user.id));
      return now;
    });
  return (
    <div className="stack">
      <Card title={t('password')} actions={may('user_manage') && <Button onPress={reset}>{t('menu.password')}</Button>}>
        <p className="soft">{t('user.password')}</p>
      </Card>
      {may('token_read') && (
        <Card title={t('user.tokens')}>
          <TokensOf owner={user.username} />
        </Card>
      )}
      <Keys user={String(user.id)} />
      <Applications of={String(user.id)} />
    </div>
  );
}
