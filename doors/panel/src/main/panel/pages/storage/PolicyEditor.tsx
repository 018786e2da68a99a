import { useEffect, useId, useRef, useState } from 'react';
import type { Receipt } from '../../api/client';
import { useShown } from '../../api/me';
import { usePolicy, useSetPolicy } from '../../api/storage';
import { useBusy } from '../../api/typing';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { Kept } from '../../components/Kept';
import { Card, Note, Trouble, Waiting } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { ReceiptView } from '../users/ReceiptView';
import { download } from '../users/Reveal';
import { faultIn, laidOut, NO_POLICY, onlyIn, rangeOf, TEMPLATES } from './policy';
import css from './Policy.module.css';

/** A policy as JSON: begun from a template or a file, checked by the server, which names the line that is wrong. */
export function PolicyEditor({ user, name }: { user: string; name: string }) {
  const policy = usePolicy(user);
  if (!policy.data) {
    return policy.error ? <Trouble error={policy.error} onRetry={() => void policy.refetch()} /> : <Waiting />;
  }
  return <Editor key={user} user={user} name={name} saved={laidOut(policy.data.policy)} />;
}

function Editor({ user, name, saved }: { user: string; name: string; saved: string }) {
  const { t } = useTexts();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const set = useSetPolicy();
  const [typed, setTyped] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const text = typed ?? saved;
  const fault = set.error ? faultIn(set.error.message) : null;
  useBusy(typed !== null && typed !== saved);
  const mayChange = useShown('user_manage');
  useEffect(() => {
    if (!fault || !area.current) return;
    const [from, to] = rangeOf(area.current.value, fault.line);
    area.current.focus();
    area.current.setSelectionRange(from, to);
    // Once per refusal, not with each letter that is typed afterwards.
    // eslint-disable-next-line
  }, [set.error]);
  const begin = (next: string) => {
    set.reset();
    setTyped(next);
  };
  return (
    <Card title={t('s3.policy')}>
      {saved === NO_POLICY && typed === null && <p className="soft">{t('s3.policy.none')}</p>}
      {mayChange ? (
        <div className="row">
          <span id={`${id}-begin`}>{t('s3.policy.templates')}</span>
          <Button onPress={() => begin(TEMPLATES.read)}>{t('s3.policy.read')}</Button>
          <Button onPress={() => begin(TEMPLATES.prefix)}>{t('s3.policy.prefix')}</Button>
          <Button onPress={() => begin(TEMPLATES.none)}>{t('s3.policy.all')}</Button>
          <FileButton onText={(read) => begin(laidOut(read))} />
          <Button onPress={() => download(`policy-${user}.json`, `${text}\n`)}>{t('s3.policy.export')}</Button>
        </div>
      ) : (
        <p className="soft">{t('s3.policy.read-only')}</p>
      )}
      <label htmlFor={id} className={css['label']}>
        {t('s3.policy.text')}
      </label>
      <p id={`${id}-hint`} className="soft small">
        {t('s3.policy.hint')}
      </p>
      <div className={css['editor']}>
        <ol aria-hidden className={css['lines']}>
          {text.split('\n').map((_, index) => (
            <li key={index} className={fault?.line === index + 1 ? css['wrong'] : ''}>
              {index + 1}
            </li>
          ))}
        </ol>
        <textarea
          ref={area}
          id={id}
          className={css['area']}
          value={text}
          readOnly={!mayChange}
          wrap="off"
          rows={Math.max(8, text.split('\n').length)}
          spellCheck={false}
          maxLength={20_480}
          aria-describedby={`${id}-hint ${id}-fault`}
          aria-invalid={fault ? true : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <div id={`${id}-fault`} role="alert">
        {fault && <Note mood="bad">{t('s3.policy.line', { line: fault.line, text: fault.reason })}</Note>}
        {set.error && !fault && <Trouble error={set.error} />}
      </div>
      {typed !== null && typed !== saved && <p className="soft small">{t('s3.policy.unsaved')}</p>}
      {mayChange && <Kept needs="user_manage" />}
      {mayChange && (
        <p>
          <Button look="main" isDisabled={text === saved || set.isPending} onPress={() => setAsking(true)}>
            {t('s3.policy.save')}
          </Button>
        </p>
      )}
      {asking && (
        <Confirm
          title={t('s3.policy.title', { name })}
          text={t('s3.policy.confirm')}
          action={t('s3.policy.save')}
          mutation={{ isPending: set.isPending, error: null }}
          onConfirm={() =>
            set.mutate(
              { user, policy: text },
              {
                onSuccess: (answer) => {
                  setReceipt(answer.receipt);
                  setTyped(null);
                },
                onSettled: () => setAsking(false),
              },
            )
          }
          onClose={() => setAsking(false)}
        >
          <Lines title={t('s3.policy.adds')} lines={onlyIn(text, saved)} mood="good" />
          <Lines title={t('s3.policy.removes')} lines={onlyIn(saved, text)} mood="warn" />
          <AsCode wish={{ action: 'policy.set', target: user, body: { policy: text } }} />
        </Confirm>
      )}
      {receipt && (
        <Dialog title={t('s3.policy.saved')} onClose={() => setReceipt(null)}>
          <DialogBody>
            <ReceiptView receipt={receipt} />
          </DialogBody>
          <DialogFoot>
            <Button look="main" autoFocus onPress={() => setReceipt(null)}>
              {t('close')}
            </Button>
          </DialogFoot>
        </Dialog>
      )}
    </Card>
  );
}

function Lines({ title, lines, mood }: { title: string; lines: string[]; mood: 'good' | 'warn' }) {
  if (lines.length === 0) return null;
  return (
    <Note mood={mood}>
      <h3>{title}</h3>
      <pre className={css['diff']} tabIndex={0} role="region" aria-label={title}>
        {lines.join('\n')}
      </pre>
    </Note>
  );
}

function FileButton({ onText }: { onText: (text: string) => void }) {
  const { t } = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onPress={() => picker.current?.click()}>{t('s3.policy.import')}</Button>
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t('s3.policy.import')}
        onChange={(event) => {
          void event.target.files?.[0]?.text().then(onText);
          event.target.value = '';
        }}
      />
    </>
  );
}
