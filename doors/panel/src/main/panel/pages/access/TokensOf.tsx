import { useState } from 'react';
import { useDeleteToken, useTokens, type Token } from '../../api/tokens';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Trouble, Waiting } from '../../components/Page';
import { Chip } from '../../components/Status';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { tokens } from '../../texts/en/tokens';
import { bring, useTexts } from '../../texts/texts';

bring(tokens);

/** The tokens that one user made. */
export function TokensOf({ owner }: { owner: string }) {
  const { t, ago, named } = useTexts();
  const say = useSay();
  const found = useTokens();
  const remove = useDeleteToken();
  const [doomed, setDoomed] = useState<Token | null>(null);
  if (!found.data) return found.error ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />;
  const theirs = found.data.items.filter((token) => token.owner === owner);
  return (
    <>
      {found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />}
      {theirs.length === 0 ? (
        <p className="soft">{t('user.tokens.none')}</p>
      ) : (
        <Table
          caption={t('user.tokens')}
          rows={theirs}
          id={(token) => token.id}
          columns={[
            { id: 'name', title: t('tokens.name'), head: true, cell: (token) => <bdi>{token.name}</bdi> },
            { id: 'role', title: t('tokens.role'), cell: (token) => named(`role.${token.role === 'read' ? 'ai_training_read' : 'ai_training_operator'}`, token.roleLabel) },
            { id: 'selector', title: t('tokens.selector'), cell: (token) => (token.labelSelector ? <Chip>{token.labelSelector}</Chip> : <span className="soft">{t('tokens.everything')}</span>) },
            { id: 'used', title: t('sessions.used'), cell: (token) => (token.lastUsed ? ago(token.lastUsed) : <span className="soft">{t('never')}</span>) },
            { id: 'expires', title: t('tokens.expires'), cell: (token) => (token.expiresAt ? ago(token.expiresAt) : <span className="soft">{t('never')}</span>) },
            {
              id: 'delete',
              title: t('actions'),
              silent: true,
              cell: (token) =>
                token.allowedActions['token.delete']?.allowed && (
                  <Button look="danger" aria-label={t('tokens.delete.title', { name: token.name })} onPress={() => setDoomed(token)}>
                    {t('tokens.delete')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {doomed && (
        <Confirm
          title={t('tokens.delete.title', { name: doomed.name })}
          text={t('tokens.delete.text')}
          action={t('tokens.delete')}
          danger
          mutation={remove}
          onConfirm={() =>
            remove.mutate(doomed.id, {
              onSuccess: () => {
                say(t('tokens.deleted'));
                setDoomed(null);
              },
            })
          }
          onClose={() => setDoomed(null)}
        />
      )}
    </>
  );
}
