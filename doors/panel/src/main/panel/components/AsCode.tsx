import { useState } from 'react';
import { useCode, type CodeWish } from '../api/code';
import { useTexts, type Key } from '../texts/texts';
import { CopyButton } from './Copy';
import css from './AsCode.module.css';

const LANGUAGES: ['cli' | 'curl' | 'terraform' | 'python', Key][] = [
  ['cli', 'code.cli'],
  ['curl', 'code.curl'],
  ['terraform', 'code.terraform'],
  ['python', 'code.python'],
];
const STORED = 'gatehouse.code';

function remembered(): string {
  try {
    return localStorage.getItem(STORED) ?? 'cli';
  } catch {
    return 'cli';
  }
}

/** The same as code, in the server's own words, for those who will do it again. No secret ever stands in it. */
export function AsCode({ wish, open = false }: { wish: CodeWish; open?: boolean }) {
  const { t } = useTexts();
  const [shown, setShown] = useState(open);
  const [language, setLanguage] = useState(remembered);
  const code = useCode(wish, shown);
  const snippet = code.data?.[(language as 'cli') in (code.data ?? {}) ? (language as 'cli') : 'cli'];
  const choose = (chosen: string) => {
    try {
      localStorage.setItem(STORED, chosen);
    } catch {
      // It then lasts as long as the page.
    }
    setLanguage(chosen);
  };
  return (
    <details className={css['code']} open={open} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{t('code.title')}</summary>
      <div className={css['tabs']} role="group" aria-label={t('code.title')}>
        {LANGUAGES.map(([id, label]) => (
          <button key={id} type="button" aria-pressed={language === id} onClick={() => choose(id)}>
            {t(label)}
          </button>
        ))}
        {snippet?.code && <CopyButton text={snippet.code} label={t('copy.command')} />}
      </div>
      {snippet?.code && (
        <pre tabIndex={0} role="region" aria-label={t('code.title')}>
          {snippet.code}
        </pre>
      )}
      {snippet?.reason && <p className="soft small">{snippet.reason}</p>}
      {code.error && <p className="soft small">{code.error.message || t('trouble.unreachable')}</p>}
    </details>
  );
}
