import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMay, useShown } from '../../api/me';
import { useDeleteToken, useRenewToken, useTokens, type IssuedToken, type Token } from '../../api/tokens';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { ActionMenu } from '../../components/Menu';
import { Empty, Page, Trouble, Waiting } from '../../components/Page';
import { Chip, Status } from '../../components/Status';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { tokens } from '../../texts/en/tokens';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import { Reveal, type Revealed } from '../users/Reveal';
import { NewToken } from './NewToken';

bring(tokens);

/** Tokens: what programs hold in place of a password. */
export function Tokens() {
  const { t, date, ago, named } = useTexts();
  const may = useMay();
  const say = useSay();
  const shown = useShown('token_read');
  const tokens = useTokens();
  const renew = useRenewToken();
  const remove = useDeleteToken();
  const [params, setParams] = useSearchParams();
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const deed = params.get('do');
  const chosen = tokens.data?.items.find((token) => token.id === params.get('token'));
  const close = () => setParams({}, { replace: true });
  const reveal = (token: IssuedToken) => {
    close();
    if (!token.status.value) return;
    setRevealed({
      title: t('tokens.done'),
      name: { label: t('tokens.name'), value: token.spec.name },
      secret: { label: t('tokens.one'), value: token.status.value },
      file: `${token.spec.name}.txt`,
    });
  };
  if (!shown) return <Forbidden title={t('nav.tokens')} missing="token_read" />;
  const add = may('token_manage') && (
    <Button look="main" data-create onPress={() => setParams({ do: 'add' })}>
      <Plus size={17} aria-hidden /> {t('tokens.add')}
    </Button>
  );
  return (
    <Page title={t('nav.tokens')} lead={t('tokens.lead')} actions={tokens.data?.items.length === 0 ? null : add}>
      {tokens.error && <Trouble error={tokens.error} since={tokens.dataUpdatedAt} onRetry={() => void tokens.refetch()} />}
      {!tokens.data ? (
        tokens.isPending && <Waiting />
      ) : tokens.data.items.length === 0 ? (
        <Empty title={t('tokens.none')} action={add}>
          <p>{t('tokens.none.text')}</p>
        </Empty>
      ) : (
        <Table
          caption={t('nav.tokens')}
          rows={tokens.data.items}
          id={(token) => token.id}
          columns={[
            { id: 'name', title: t('tokens.name'), head: true, cell: (token) => <span dir="auto">{token.name}</span> },
            { id: 'role', title: t('tokens.role'), cell: (token) => named(`role.${token.role === 'read' ? 'ai_training_read' : 'ai_training_operator'}`, token.roleLabel) },
            { id: 'selector', title: t('tokens.selector'), cell: (token) => token.labelSelector ? <Chip>{token.labelSelector}</Chip> : <span className="soft">{t('tokens.everything')}</span> },
            { id: 'owner', title: t('work.owner'), cell: (token) => (token.isMine ? t('work.me') : token.owner) },
            { id: 'created', title: t('users.created'), cell: (token) => date(token.createdAt) },
            { id: 'used', title: t('sessions.used'), cell: (token) => (token.lastUsed ? ago(token.lastUsed) : <span className="soft">{t('never')}</span>) },
            { id: 'expires', title: t('tokens.expires'), cell: (token) => token.expiresAt ? ago(token.expiresAt) : <span className="soft">{t('never')}</span> },
            { id: 'status', title: t('users.status'), cell: (token) => <TokenStatus token={token} /> },
            {
              id: 'menu',
              title: t('actions'),
              silent: true,
              cell: (token) =>
                may('token_manage') && (
                  <ActionMenu
                    label={t('menu.label', { name: token.name })}
                    choices={[
                      { id: 'renew', label: t('tokens.renew') },
                      { id: 'delete', label: t('tokens.delete'), danger: true, apart: true },
                    ]}
                    onChoose={(id) => setParams({ do: id, token: token.id })}
                  />
                ),
            },
          ]}
        />
      )}
      {revealed && <Reveal {...revealed} onClose={() => setRevealed(null)} />}
      {deed === 'add' && <NewToken onClose={close} onDone={reveal} />}
      {deed === 'renew' && chosen && (
        <Confirm
          title={t('tokens.renew.title', { name: chosen.name })}
          text={t('tokens.renew.text')}
          action={t('tokens.renew')}
          mutation={renew}
          onConfirm={() => renew.mutate(chosen.id, { onSuccess: reveal })}
          onClose={close}
        />
      )}
      {deed === 'delete' && chosen && (
        <Confirm
          title={t('tokens.delete.title', { name: chosen.name })}
          text={t('tokens.delete.text')}
          action={t('tokens.delete')}
          danger
          mutation={remove}
          onConfirm={() =>
            remove.mutate(chosen.id, {
              onSuccess: () => {
                say(t('tokens.deleted'));
                close();
              },
            })
          }
          onClose={close}
        />
      )}
    </Page>
  );
}

function TokenStatus({ token }: { token: Token }) {
  const { t, date } = useTexts();
  const ends = token.expiresAt ? new Date(token.expiresAt).getTime() : Infinity;
  if (ends <= Date.now()) return <Status mood="calm" word={t('tokens.expired')} />;
  if (ends - Date.now() < 7 * 86_400_000) return <Status mood="warn" word={t('tokens.soon')} reason={date(token.expiresAt)} />;
  return <Status mood="good" word={t('tokens.active')} />;
}
