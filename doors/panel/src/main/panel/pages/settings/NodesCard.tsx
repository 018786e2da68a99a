import { useState } from 'react';
import { useGiveUp, useNodeStates } from '../../api/settings';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Card, Trouble } from '../../components/Page';
import { Status } from '../../components/Status';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { useTexts } from '../../texts/texts';

/** The machines of this installation; one that is gone for good is given up here. */
export function NodesCard() {
  const { t, number } = useTexts();
  const say = useSay();
  const found = useNodeStates();
  const giveUp = useGiveUp();
  const [asked, setAsked] = useState<string | null>(null);
  const close = () => {
    giveUp.reset();
    setAsked(null);
  };
  const nodes = found.data ?? [];
  return (
    <Card title={t('nodes.title')}>
      {nodes.length > 0 && <p className="soft small">{t(nodes.length === 1 ? 'nodes.alone' : 'nodes.lead')}</p>}
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      {nodes.length > 0 && (
        <Table
          caption={t('nodes.title')}
          rows={nodes}
          id={(node) => node.name}
          columns={[
            { id: 'name', title: t('nodes.name'), head: true, cell: (node) => <code>{node.name}</code> },
            {
              id: 'state',
              title: t('users.status'),
              cell: (node) => (
                <Status
                  mood={node.alive ? 'good' : 'bad'}
                  word={t(node.alive ? 'nodes.there' : 'nodes.away')}
                  {...(node.alive ? {} : { reason: t('nodes.away.reason') })}
                />
              ),
            },
            { id: 'workloads', title: t('nodes.workloads'), cell: (node) => number(node.workloads) },
            {
              id: 'give-up',
              title: t('actions'),
              silent: true,
              cell: (node) =>
                node.alive ? null : (
                  <Button look="danger" aria-label={t('nodes.give-up.title', { name: node.name })} onPress={() => setAsked(node.name)}>
                    {t('nodes.give-up')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {asked && (
        <Confirm
          title={t('nodes.give-up.title', { name: asked })}
          text={t('nodes.give-up.text')}
          action={t('nodes.give-up')}
          danger
          mutation={giveUp}
          onConfirm={() =>
            giveUp.mutate(asked, {
              onSuccess: (given) => {
                say(t('nodes.given-up', { n: given.workloads }));
                close();
              },
            })
          }
          onClose={close}
        />
      )}
    </Card>
  );
}
