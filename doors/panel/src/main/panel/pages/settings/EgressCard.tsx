import { useState } from 'react';
import type { Receipt } from '../../api/client';
import { useEgress, useSetEgress } from '../../api/settings';
import { useBusy } from '../../api/typing';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { AreaField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { Card, Trouble, Waiting } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { ReceiptView } from '../users/ReceiptView';

/** Which hosts the workloads of the project may connect to; a change holds at once, and says what it cut. */
export function EgressCard() {
  const { t } = useTexts();
  const egress = useEgress();
  const set = useSetEgress();
  const [typed, setTyped] = useState<string | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  useBusy(typed !== null);
  const saved = egress.data?.hosts.join('\n') ?? '';
  const text = typed ?? saved;
  const hosts = text.split('\n').map((line) => line.trim()).filter(Boolean);
  return (
    <Card title={t('settings.egress')}>
      {egress.error && <Trouble error={egress.error} since={egress.dataUpdatedAt} onRetry={() => void egress.refetch()} />}
      {!egress.data ? (
        egress.isPending && <Waiting />
      ) : (
        <>
          {egress.data.hosts.length === 0 && <p className="soft">{t('settings.egress.nowhere')}</p>}
          <AreaField
            label={t('settings.egress.hosts')}
            hint={t('settings.egress.hint')}
            value={text}
            onChange={setTyped}
            rows={Math.max(4, hosts.length + 1)}
            error={set.error?.message ?? ''}
            mono
          />
          <Kept needs="project_manage" />
          <p>
            <Button
              look="main"
              isDisabled={hosts.join('\n') === saved || set.isPending}
              onPress={() =>
                set.mutate(hosts, {
                  onSuccess: (answer) => {
                    setReceipt(answer.receipt);
                    setTyped(null);
                  },
                })
              }
            >
              {set.isPending ? t('busy') : t('settings.egress.save')}
            </Button>
          </p>
        </>
      )}
      {receipt && (
        <Dialog title={t('settings.egress.saved')} onClose={() => setReceipt(null)}>
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
