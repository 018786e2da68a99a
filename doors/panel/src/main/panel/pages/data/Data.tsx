import { Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useMay, useShown } from '../../api/me';
import { useBuckets, useCreateBucket, useDeleteBucket, type Bucket } from '../../api/storage';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { ActionMenu } from '../../components/Menu';
import { Empty, Page, Trouble, Waiting } from '../../components/Page';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { data } from '../../texts/en/data';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import { DataStores } from './DataStores';

bring(data);

/** Buckets and data stores: where the data of workloads is. */
export function Data() {
  const { t } = useTexts();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const shown = useShown('object_read');
  const buckets = useBuckets(may('object_read'));
  if (!shown) return <Forbidden title={t('nav.data')} missing="object_read" />;
  const found = buckets.data;
  const mayCreate = found?.allowedActions['bucket.create']?.allowed === true;
  const close = () => setParams({}, { replace: true });
  const deed = params.get('do');
  const chosen = params.get('bucket') ?? '';
  return (
    <Page
      title={t('nav.data')}
      lead={t('data.lead')}
      actions={
        mayCreate && (
          <Button look="main" data-create onPress={() => setParams({ do: 'bucket' })}>
            <Plus size={17} aria-hidden /> {t('data.create')}
          </Button>
        )
      }
    >
      {buckets.error && (
        <Trouble error={buckets.error} since={buckets.dataUpdatedAt} onRetry={() => void buckets.refetch()} />
      )}
      {!found ? (
        buckets.isPending && <Waiting />
      ) : found.items.length === 0 ? (
        <Empty title={t('data.none')}>
          <p>{t('data.none.text')}</p>
        </Empty>
      ) : (
        <Buckets items={found.items} onDelete={(bucket) => setParams({ do: 'delete', bucket })} />
      )}
      <DataStores />
      {deed === 'bucket' && <NewBucket onClose={close} />}
      {deed === 'delete' && chosen && <DeleteBucket bucket={chosen} onClose={close} />}
    </Page>
  );
}

function Buckets({ items, onDelete }: { items: Bucket[]; onDelete: (bucket: string) => void }) {
  const { t, time, ago } = useTexts();
  return (
    <Table
      caption={t('data.buckets')}
      rows={items}
      id={(bucket) => bucket.name}
      columns={[
        {
          id: 'name',
          title: t('data.bucket'),
          head: true,
          cell: (bucket) => <Link to={`/data/${encodeURIComponent(bucket.name)}`}>{bucket.name}</Link>,
        },
        {
          id: 'created',
          title: t('users.created'),
          cell: (bucket) => (
            <time dateTime={bucket.createdAt} title={time(bucket.createdAt)}>
              {ago(bucket.createdAt)}
            </time>
          ),
        },
        {
          id: 'menu',
          title: t('actions'),
          silent: true,
          cell: (bucket) =>
            bucket.allowedActions['bucket.delete']?.allowed && (
              <ActionMenu
                label={t('menu.label', { name: bucket.name })}
                choices={[{ id: 'delete', label: t('data.delete'), danger: true }]}
                onChoose={() => onDelete(bucket.name)}
              />
            ),
        },
      ]}
    />
  );
}

function NewBucket({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const create = useCreateBucket();
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim() || create.isPending) return;
    create.mutate(name.trim(), {
      onSuccess: (made) => {
        say(t('data.created', { name: made.name }));
        onClose();
      },
    });
  };
  return (
    <Dialog title={t('data.create')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <TextField
            label={t('data.create.name')}
            hint={t('data.create.hint')}
            value={name}
            onChange={setName}
            error={create.error?.message ?? ''}
            autoFocus
            required
            autoComplete="off"
            spellCheck={false}
            maxLength={63}
          />
            <Kept needs="object_write" />
          <AsCode wish={{ action: 'bucket.create', body: { name: name.trim() || 'train' } }} />
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={create.isPending || !name.trim()}>
            {create.isPending ? t('busy') : t('data.create')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function DeleteBucket({ bucket, onClose }: { bucket: string; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const remove = useDeleteBucket();
  return (
    <Confirm
      title={t('data.delete.title', { name: bucket })}
      text={t('data.delete.bucket')}
      action={t('data.delete')}
      danger
      mutation={remove}
      onConfirm={() =>
        remove.mutate(bucket, {
          onSuccess: () => {
            say(t('data.deleted', { name: bucket }));
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <AsCode wish={{ action: 'bucket.delete', target: bucket }} />
    </Confirm>
  );
}
