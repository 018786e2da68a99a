import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Schemas } from '../../api/client';
import { useAccountDeed, useAccounts } from '../../api/settings';
import { useMe } from '../../api/me';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { ActionMenu } from '../../components/Menu';
import { Card, Trouble } from '../../components/Page';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { useTexts } from '../../texts/texts';
import { AccountPassword, NewAccount } from './AccountDialogs';

const DEEDS = ['password', 'suspend', 'resume', 'delete'] as const;
type Deed = (typeof DEEDS)[number];

/** The accounts that own this installation; the server says what may be done with each, and why not. */
export function Accounts() {
  const { t, ago } = useTexts();
  const say = useSay();
  const found = useAccounts(true);
  const deed = useAccountDeed();
  const me = useMe().data?.me.name;
  const [params, setParams] = useSearchParams();
  const adds = params.get('do') === 'account';
  const [asked, setAsked] = useState<{ name: string; deed: Deed } | null>(null);
  const close = () => {
    deed.reset();
    setAsked(null);
  };
  const choices = (account: Schemas['Account']) =>
    DEEDS.flatMap((each) => {
      const action = account.allowedActions[`account.${each}`];
      if (!action || (!action.allowed && action.refusedBy === 'role')) return [];
      if (each === 'resume' && !action.allowed) return [];
      return [
        {
          id: each,
          label: t(`settings.account.${each}`, { name: account.name }),
          not: action.allowed ? undefined : action.reason,
          danger: each === 'delete',
        },
      ];
    });
  return (
    <Card
      title={t('settings.accounts')}
      actions={<Button onPress={() => setParams({ do: 'account' })}>{t('settings.account.add')}</Button>}
    >
      <p className="soft small">{t('settings.accounts.lead')}</p>
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      {found.data && (
        <Table
          caption={t('settings.accounts')}
          rows={found.data}
          id={(account) => account.name}
          columns={[
            { id: 'name', title: t('username'), head: true, cell: (account) => account.name },
            { id: 'status', title: t('users.status'), cell: (account) => t(account.status === 'ok' ? 'status.ok' : 'status.disabled') },
            { id: 'last', title: t('users.last'), cell: (account) => (account.lastSignIn ? ago(account.lastSignIn) : t('never')) },
            {
              id: 'menu',
              title: t('actions'),
              silent: true,
              cell: (account) => (
                <ActionMenu
                  label={t('menu.label', { name: account.name })}
                  choices={choices(account)}
                  onChoose={(id) => setAsked({ name: account.name, deed: id as Deed })}
                />
              ),
            },
          ]}
        />
      )}
      {adds && <NewAccount onClose={() => setParams({}, { replace: true })} />}
      {asked?.deed === 'password' && <AccountPassword name={asked.name} own={asked.name === me} onClose={close} />}
      {asked && asked.deed !== 'password' && (
        <Confirm
          title={t(`settings.account.${asked.deed}`, { name: asked.name })}
          text={t(`settings.account.${asked.deed}.text`)}
          action={t(`settings.account.${asked.deed}`, { name: asked.name })}
          danger={asked.deed === 'delete'}
          mutation={deed}
          onConfirm={() =>
            deed.mutate({ name: asked.name, deed: asked.deed as Exclude<Deed, 'password'> }, {
              onSuccess: () => {
                say(t('settings.account.done'));
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
