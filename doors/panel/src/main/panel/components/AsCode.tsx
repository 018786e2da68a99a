import { useState } from 'react';
import { useTexts } from '../texts/texts';
import { CopyButton } from './Copy';
import css from './AsCode.module.css';

/** The same by command line and by HTTP, for those who will do it again. No secret ever stands in it. */
export function AsCode({
  method,
  path,
  content,
  command,
}: {
  method: string;
  path: string;
  content?: unknown;
  command?: string | undefined;
}) {
  const { t } = useTexts();
  const [tab, setTab] = useState<'cli' | 'curl'>(command ? 'cli' : 'curl');
  const data = content === undefined ? '' : ` \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(content).replaceAll("'", "'\\''")}'`;
  const curl = `curl -X ${method} -u "$USERNAME:$PASSWORD"${data} \\\n  '${location.origin}${path}'`;
  const text = tab === 'cli' && command ? command : curl;
  return (
    <details className={css['code']}>
      <summary>{t('code.title')}</summary>
      <div className={css['tabs']} role="group" aria-label={t('code.title')}>
        {command && (
          <button type="button" aria-pressed={tab === 'cli'} onClick={() => setTab('cli')}>
            {t('code.cli')}
          </button>
        )}
        <button type="button" aria-pressed={tab === 'curl'} onClick={() => setTab('curl')}>
          curl
        </button>
        <CopyButton text={text} label={t('copy.command')} />
      </div>
      <pre tabIndex={0} role="region" aria-label={t('code.title')}>
        {text}
      </pre>
    </details>
  );
}
