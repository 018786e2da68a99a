import { useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import { useMay, useShown } from '../../api/me';
import { useAddStore, useDataStores, useDeleteStore, useTestStore, type DataStore } from '../../api/storage';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { TextField } from '../../components/Field';
import { Kept } from '../../components/Kept';
import { ActionMenu } from '../../components/Menu';
import { Note, Trouble } from '../../components/Page';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { useTexts } from '../../texts/texts';

/** The S3 stores that workloads may name: this installation's own, and those that the project brought along. */
export function DataStores() {
  const { t } = useTexts();
  const may = useMay();
  const say = useSay();
  const stores = useDataStores();
  const remove = useDeleteStore();
  const test = useTestStore();
  const [params, setParams] = useSearchParams();
  const close = () => setParams({}, { replace: true });
  const write = may('object_write');
  const writes = useShown('object_write');
  const deed = params.get('do');
  const chosen = params.get('store') ?? '';
  return (
    <section className="stack" aria-labelledby="stores">
      <div className="spread">
        <h2 id="stores">{t('stores.title')}</h2>
        {write && <Button onPress={() => setParams({ do: 'store' })}>{t('stores.add')}</Button>}
      </div>
      <p className="soft">{t('stores.lead')}</p>
      {stores.error && <Trouble error={stores.error} since={stores.dataUpdatedAt} onRetry={() => void stores.refetch()} />}
      <div role="status">
        {test.data && (
          <Note mood={test.data.reached ? 'good' : 'warn'}>
            {test.variables}:{' '}
            {test.data.reached
              ? t('stores.reached', { n: test.data.buckets })
              : t('stores.failed', { message: test.data.message })}
          </Note>
        )}
      </div>
      {test.error && <Trouble error={test.error} />}
      {stores.data && (
        <Table
          caption={t('stores.title')}
          rows={stores.data}
          id={(store) => store.alias ?? ''}
          columns={[
            { id: 'alias', title: t('stores.alias'), head: true, cell: (store) => <code>{store.alias}</code> },
            { id: 'endpoint', title: t('stores.endpoint'), cell: (store) => <Endpoint store={store} /> },
            { id: 'region', title: t('stores.region'), cell: (store) => store.region },
            {
              id: 'menu',
              title: t('actions'),
              silent: true,
              cell: (store) =>
                write &&
                store.owner === 'customer' && (
                  <span className="row">
                    <Button
                      aria-label={t('stores.test.of', { name: store.alias ?? '' })}
                      isDisabled={test.isPending}
                      onPress={() => test.mutate(store.alias ?? '')}
                    >
                      {test.isPending && test.variables === store.alias ? t('busy') : t('stores.test')}
                    </Button>
                    <ActionMenu
                      label={t('menu.label', { name: store.alias ?? '' })}
                      choices={[{ id: 'delete', label: t('data.delete'), danger: true }]}
                      onChoose={() => setParams({ do: 'remove-store', store: store.alias ?? '' })}
                    />
                  </span>
                ),
            },
          ]}
        />
      )}
      {deed === 'store' && writes && <NewStore onClose={close} />}
      {deed === 'remove-store' && chosen && (
        <Confirm
          title={t('stores.delete', { name: chosen })}
          text={t('stores.delete.text')}
          action={t('data.delete')}
          danger
          mutation={remove}
          onConfirm={() =>
            remove.mutate(chosen, {
              onSuccess: () => {
                say(t('data.deleted', { name: chosen }));
                close();
              },
            })
          }
          onClose={close}
        >
          <AsCode wish={{ action: 'store.delete', target: chosen }} />
        </Confirm>
      )}
    </section>
  );
}

function Endpoint({ store }: { store: DataStore }) {
  const { t } = useTexts();
  const own = store.owner !== 'customer';
  return (
    <span>
      {store.endpoint ? <code>{store.endpoint}</code> : <span className="soft">{t('stores.off')}</span>}
      {own && <span className="soft small"> {t('stores.own')}</span>}
    </span>
  );
}

const EMPTY = { alias: '', endpoint: '', region: 'us-east-1', accessKey: '', secretKey: '' };

function NewStore({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const add = useAddStore();
  const [wish, setWish] = useState(EMPTY);
  const set = (field: keyof typeof EMPTY) => (value: string) => setWish({ ...wish, [field]: value });
  const atField = (field: string) => (add.error?.message.startsWith(`${field}:`) ? add.error.message : '');
  const shown = ['alias', 'endpoint', 'region', 'accessKey', 'secretKey'].some((field) => atField(field));
  const whole = Object.values(wish).every((value) => value.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!whole || add.isPending) return;
    add.mutate(
      { ...wish, alias: wish.alias.trim(), endpoint: wish.endpoint.trim(), region: wish.region.trim(), accessKey: wish.accessKey.trim() },
      {
        onSuccess: () => {
          say(t('stores.added', { name: wish.alias }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t('stores.add')} onClose={onClose} wide>
      <form onSubmit={submit} noValidate autoComplete="off">
        <DialogBody>
          <TextField label={t('stores.alias')} hint={t('stores.alias.hint')} value={wish.alias} onChange={set('alias')} error={atField('alias')} autoFocus required spellCheck={false} />
          <TextField label={t('stores.endpoint')} type="url" value={wish.endpoint} onChange={set('endpoint')} error={atField('endpoint')} required />
          <TextField label={t('stores.region')} value={wish.region} onChange={set('region')} error={atField('region')} required />
          <TextField label={t('stores.access')} value={wish.accessKey} onChange={set('accessKey')} error={atField('accessKey')} required spellCheck={false} />
          <TextField label={t('stores.secret')} type="password" autoComplete="off" value={wish.secretKey} onChange={set('secretKey')} error={atField('secretKey')} required />
          {add.error && !shown && <Trouble error={add.error} />}
          <Kept needs="object_write" />
          <AsCode
            wish={{
              action: 'store.create',
              body: {
                alias: wish.alias.trim() || 'LAB',
                endpoint: wish.endpoint.trim() || 'https://s3.example.org',
                region: wish.region.trim() || 'us-east-1',
                accessKey: wish.accessKey.trim() || '…',
                secretKey: '…',
              },
            }}
          />
        </DialogBody>
        <DialogFoot>
          <Button look="main" type="submit" isDisabled={add.isPending || !whole}>
            {add.isPending ? t('busy') : t('stores.add')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
