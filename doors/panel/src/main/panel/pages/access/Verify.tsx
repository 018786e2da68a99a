import { useState } from 'react';
import { Chain } from '../../api/chain';
import { ownHeaders, send } from '../../api/client';
import { Button } from '../../components/Button';
import { Card, Note, Trouble } from '../../components/Page';
import { useTexts } from '../../texts/texts';

const EXPORT = '/v1/gatehouse/audit/export';
const SHOWN_EACH = 200;

/** Reckons the chain of the whole audit here, so that one need not believe the server that it holds. */
export function Verify() {
  const { t } = useTexts();
  const [seen, setSeen] = useState(-1);
  const [chain, setChain] = useState<Chain | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const verify = async () => {
    setChain(null);
    setFault(null);
    setSeen(0);
    try {
      setChain(await checked(setSeen));
    } catch (error) {
      setFault(error);
    } finally {
      setSeen(-1);
    }
  };
  return (
    <Card title={t('activity.verify')}>
      <p className="soft small">{t('activity.verify.lead')}</p>
      <div className="row">
        {/* Browsers reckon hashes only where the connection is private. */}
        {globalThis.isSecureContext && (
          <Button isDisabled={seen >= 0} onPress={() => void verify()}>
            {seen >= 0 ? t('activity.verifying', { n: seen }) : t('activity.verify')}
          </Button>
        )}
        <a href={EXPORT} download="audit.ndjson">
          {t('activity.export')}
        </a>
      </div>
      <div role="status">
        {chain && (
          <Note mood={chain.broken ? 'bad' : 'good'}>
            {chain.broken ? t('activity.broken', { n: chain.broken }) : t('activity.verified', { n: chain.count })}
          </Note>
        )}
      </div>
      {fault !== null && <Trouble error={fault} onRetry={() => void verify()} />}
    </Card>
  );
}

async function checked(onSeen: (count: number) => void): Promise<Chain> {
  const chain = new Chain();
  const answer = await send(new Request(new URL(EXPORT, location.origin), { headers: ownHeaders('GET') }));
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines.filter(Boolean)) {
      await chain.take(line);
      if (chain.count % SHOWN_EACH === 0) onSeen(chain.count);
    }
    if (done) return chain;
  }
}
