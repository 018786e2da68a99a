import { useState } from 'react';
import { useNewAccount, useSetPassword } from '../../api/settings';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { Check, TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Note, Trouble } from '../../components/Page';
import { useSay } from '../../components/Toasts';
import { settings } from '../../texts/en/settings';
import { bring, useTexts } from '../../texts/texts';
import { Reveal } from '../users/Reveal';

bring(settings);

const SHORTEST = 10;

/** Makes an account; its password is set by whoever follows the link that is shown once. */
export function NewAccount({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const make = useNewAccount();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const made = make.data;
  if (made) {
    return (
      <Reveal
        title={t('settings.account.made', { name: made.account.name })}
        name={{ label: t('username'), value: made.account.name }}
        secret={{ label: t('settings.account.link'), value: made.setUpLink }}
        file={`${made.account.name}.txt`}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={t('settings.account.add')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (name.trim() && !make.isPending) make.mutate(name.trim());
        }}
      >
        <DialogBody>
          <Note mood="warn">{t('settings.account.add.text')}</Note>
          <TextField
            label={t('username')}
            value={name}
            onChange={setName}
            error={tried && !name.trim() ? t('settings.account.name.missing') : ''}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
          />
          {make.error && <Trouble error={make.error} />}
          <Kept needs="account_manage" />
          <p className="soft small">
            <code>{`gatehouse account create ${name.trim() || 'NAME'}`}</code>
          </p>
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={make.isPending}>
            {make.isPending ? t('busy') : t('settings.account.add')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** Sets the password of an account, one's own too: then one signs in again. */
export function AccountPassword({ name, own, onClose }: { name: string; own: boolean; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const set = useSetPassword();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(false);
  const short = password.length < SHORTEST ? t('password.short', { n: SHORTEST }) : '';
  const other = again === password ? '' : t('password.other');
  const type = shown ? 'text' : 'password';
  return (
    <Dialog title={t(own ? 'password.own' : 'settings.account.password', { name })} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (short || other || set.isPending) return;
          set.mutate(
            { name, password },
            {
              onSuccess: () => {
                setPassword('');
                setAgain('');
                if (own) location.assign('/sign-in?to=%2Fme');
                else {
                  say(t('password.set', { name }));
                  onClose();
                }
              },
            },
          );
        }}
      >
        <DialogBody>
          <Note mood="warn">{t(own ? 'password.own.text' : 'password.theirs.text')}</Note>
          <input type="text" autoComplete="username" value={name} readOnly hidden />
          <TextField
            label={t('password.new')}
            hint={t('password.hint', { n: SHORTEST })}
            type={type}
            value={password}
            onChange={setPassword}
            error={tried ? short : ''}
            autoFocus
            autoComplete="new-password"
            maxLength={1024}
          />
          <TextField
            label={t('password.again')}
            type={type}
            value={again}
            onChange={setAgain}
            error={tried ? other : ''}
            autoComplete="new-password"
            maxLength={1024}
          />
          <Check label={t('password.show')} checked={shown} onChange={setShown} />
          {set.error && <Trouble error={set.error} />}
          <Kept needs="account_manage" />
          <p className="soft small">
            <code>{`gatehouse account password ${name}`}</code>
          </p>
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={set.isPending}>
            {set.isPending ? t('busy') : t('password.set.do')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
