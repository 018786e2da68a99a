import { useState } from 'react';
import { useMay, useMe } from '../../api/me';
import { useCreateKey, useDeleteKey, useKeySecret, useS3Keys, type S3Key } from '../../api/storage';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { ActionMenu } from '../../components/Menu';
import { Card, Trouble, Waiting } from '../../components/Page';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { s3 } from '../../texts/en/s3';
import { tokens } from '../../texts/en/tokens';
import { bring, useTexts } from '../../texts/texts';
import { Reveal } from '../users/Reveal';

bring(tokens);
bring(s3);

/** The S3 keys of one user. */
export function Keys({ user }: { user: string }) {
  const { t, ago, date } = useTexts();
  const may = useMay();
  const me = useMe().data;
  const keys = useS3Keys(user);
  const create = useCreateKey();
  const secret = useKeySecret();
  const [revealed, setRevealed] = useState<S3Key | null>(null);
  const [doomed, setDoomed] = useState('');
  const manages = may('user_manage') || (String(me?.userId) === user && may('object_read'));
  const reveal = {
    onSuccess: (key: S3Key) => {
      setRevealed(key);
      create.reset(); // The secret stays nowhere but in the dialog.
      secret.reset();
    },
  };
  return (
    <Card
      title={t('s3.keys')}
      actions={
        manages && (
          <Button isDisabled={create.isPending} onPress={() => create.mutate(user, reveal)}>
            {create.isPending ? t('busy') : t('s3.create')}
          </Button>
        )
      }
    >
      {keys.error && <Trouble error={keys.error} since={keys.dataUpdatedAt} onRetry={() => void keys.refetch()} />}
      {create.error && <Trouble error={create.error} />}
      {secret.error && <Trouble error={secret.error} />}
      {!keys.data ? (
        keys.isPending && <Waiting />
      ) : keys.data.length === 0 ? (
        <p className="soft">{t('s3.none')}</p>
      ) : (
        <Table
          caption={t('s3.keys')}
          rows={keys.data}
          id={(key) => key.access}
          columns={[
            { id: 'access', title: t('s3.access'), head: true, cell: (key) => <code>{key.access}</code> },
            { id: 'created', title: t('users.created'), cell: (key) => date(key.createdAt) },
            { id: 'used', title: t('sessions.used'), cell: (key) => (key.lastUsed ? ago(key.lastUsed) : <span className="soft">{t('never')}</span>) },
            {
              id: 'menu',
              title: t('actions'),
              silent: true,
              cell: (key) =>
                manages && (
                  <ActionMenu
                    label={t('menu.label', { name: key.access })}
                    choices={[
                      { id: 'show', label: t('s3.show') },
                      { id: 'delete', label: t('tokens.delete'), danger: true, apart: true },
                    ]}
                    onChoose={(id) =>
                      id === 'show' ? secret.mutate({ user, access: key.access }, reveal) : setDoomed(key.access)
                    }
                  />
                ),
            },
          ]}
        />
      )}
      {manages && <AsCode wish={{ action: 's3-key.create', target: user }} />}
      {revealed?.secret && (
        <Reveal
          title={t('s3.created')}
          name={{ label: t('s3.access'), value: revealed.access }}
          secret={{ label: t('s3.secret'), value: revealed.secret }}
          file={`s3-key-${revealed.access}.txt`}
          onClose={() => setRevealed(null)}
        />
      )}
      {doomed && <DeleteKey user={user} access={doomed} onClose={() => setDoomed('')} />}
    </Card>
  );
}

function DeleteKey({ user, access, onClose }: { user: string; access: string; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const remove = useDeleteKey();
  return (
    <Confirm
      title={t('s3.delete', { name: access })}
      text={t('s3.delete.text')}
      action={t('tokens.delete')}
      danger
      mutation={remove}
      onConfirm={() =>
        remove.mutate(
          { user, access },
          {
            onSuccess: () => {
              say(t('s3.deleted'));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <AsCode wish={{ action: 's3-key.delete', target: user, body: { access } }} />
    </Confirm>
  );
}
