import { ShieldCheck } from 'lucide-react';
import type { Receipt } from '../../api/client';
import { useTexts } from '../../texts/texts';
import css from './ReceiptView.module.css';

/** What a change of access cut, as the server says once all of it has ended. */
export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const { t, named, number } = useTexts();
  const counts = (all: Record<string, number>, prefix: string) =>
    Object.entries(all).filter(([, count]) => count > 0).map(([kind, count]) => (
      <li key={kind}>{t('receipt.count', { what: named(`${prefix}.${kind}`, kind.replaceAll('_', ' ')), n: count })}</li>
    ));
  const cut = [...counts(receipt.connections, 'connection'), ...counts(receipt.credentials, 'credential')];
  return (
    <div className={css['receipt']} role="status">
      <p className={css['title']}>
        <ShieldCheck size={18} aria-hidden />
        {t('receipt.done', { n: receipt.nodes.length, ms: number(receipt.tookMillis) })}
      </p>
      {cut.length > 0 ? (
        <>
          <p>{t('receipt.cut')}</p>
          <ul>{cut}</ul>
        </>
      ) : (
        <p>{t('receipt.nothing')}</p>
      )}
      {receipt.workloads.length > 0 && <p>{t('receipt.workloads', { n: receipt.workloads.length })}</p>}
      <p className="small soft">{t('receipt.revision', { n: String(receipt.revision) })}</p>
    </div>
  );
}
