import { Download, Eye, EyeOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useBlocker } from 'react-router';
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/Copy';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { Check } from '../../components/Field';
import { Note } from '../../components/Page';
import { users } from '../../texts/en/users';
import { bring, useTexts } from '../../texts/texts';
import css from './Reveal.module.css';

bring(users);

export interface Revealed {
  title: string;
  /** What belongs to it and is no secret: a user name, say. */
  name: { label: string; value: string };
  secret: { label: string; value: string };
  file: string;
}

/** Shows a secret once. Neither Escape nor a click beside it closes this, and its button only after "I have saved it". */
export function Reveal({ title, name, secret, file, onClose }: Revealed & { onClose: () => void }) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  const [saved, setSaved] = useState(false);
  const [withSecret, setWithSecret] = useState(false);
  const stayed = useStay(!saved);
  const message = [
    t('reveal.message', { url: location.origin, name: name.value }),
    ...(withSecret ? [`${secret.label}: ${secret.value}`] : []),
  ].join('\n');
  return (
    <Dialog title={title} onClose={onClose} firm alert>
      <DialogBody>
        <Note mood="warn">{t('reveal.once')}</Note>
        <div className={css['line']}>
          <span className={css['label']}>{name.label}</span>
          <code className={css['value']}>{name.value}</code>
          <CopyButton text={name.value} label={t('reveal.copy', { what: name.label })} />
        </div>
        <div className={css['line']}>
          <span className={css['label']}>{secret.label}</span>
          <code className={css['value']}>
            {shown ? secret.value : <span aria-label={t('reveal.masked')} role="img">{'••••••••••••••••'}</span>}
          </code>
          <Button look="icon" aria-label={shown ? t('reveal.hide') : t('reveal.show')} onPress={() => setShown(!shown)}>
            {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
          </Button>
          <CopyButton text={secret.value} label={t('reveal.copy', { what: secret.label })} />
        </div>
        <div className="row">
          <Button onPress={() => download(file, `${name.label}: ${name.value}\n${secret.label}: ${secret.value}\n${location.origin}\n`)}>
            <Download size={16} aria-hidden /> {t('reveal.download')}
          </Button>
        </div>
        <div className="stack">
          <div className="row">
            <span>{t('reveal.sign-in')}</span>
            <CopyButton text={message} label={t('reveal.copy-message')} />
          </div>
          <Check label={t('reveal.with')} checked={withSecret} onChange={setWithSecret} />
        </div>
        <div role="status">{stayed && !saved && <Note mood="bad">{t('reveal.stay')}</Note>}</div>
        <Check label={t('reveal.saved')} checked={saved} onChange={setSaved} />
      </DialogBody>
      <DialogFoot>
        <Button look="main" isDisabled={!saved} onPress={onClose}>
          {t('close')}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

/** Keeps the page where it is: Back goes nowhere, and the browser asks before the tab is closed. Whether that was tried. */
function useStay(on: boolean): boolean {
  const [tried, setTried] = useState(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => on && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    setTried(true);
    blocker.reset();
  }, [blocker]);
  useEffect(() => {
    if (!on) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [on]);
  return tried;
}

/** Saves a text as a file; it never leaves this machine. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
