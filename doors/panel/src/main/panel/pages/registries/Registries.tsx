import { Plus } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { useMay, useShown } from '../../api/me';
import { useDeleteRegistry, useRegistries, type Registry } from '../../api/registries';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { ActionMenu } from '../../components/Menu';
import { Card, Empty, Page, Stale, Waiting } from '../../components/Page';
import { CopyButton } from '../../components/Copy';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { registries } from '../../texts/en/registries';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import { RegistryForm } from './RegistryForm';
import css from './Registries.module.css';

bring(registries);

/** The accounts that the project has at registries of images. */
export function Registries() {
  const { t } = useTexts();
  const may = useMay();
  const shown = useShown('registry_manage');
  const found = useRegistries(may('registry_manage'));
  const [params, setParams] = useSearchParams();
  if (!shown) return <Forbidden title={t('nav.registries')} missing="registry_manage" />;
  const deed = params.get('do');
  const chosen = found.data?.find((each) => each.id === params.get('registry'));
  const close = () => setParams({}, { replace: true });
  const add = (
    <Button look="main" data-create onPress={() => setParams({ do: 'add' })}>
      <Plus size={17} aria-hidden /> {t('registries.add')}
    </Button>
  );
  return (
    <Page title={t('nav.registries')} lead={t('registries.lead')} actions={add}>
      <Stale of={[found]} />
      {!found.data ? (
        found.isPending && <Waiting />
      ) : found.data.length === 0 ? (
        <Empty title={t('registries.none')} action={add}>
          <p>{t('registries.none.text')}</p>
        </Empty>
      ) : (
        <>
          <List items={found.data} onDeed={(what, registry) => setParams({ do: what, registry: registry.id })} />
          <Push to={found.data[0]?.url ?? ''} name={found.data[0]?.username ?? ''} />
        </>
      )}
      {deed === 'add' && <RegistryForm onClose={close} />}
      {deed === 'edit' && chosen && <RegistryForm key={chosen.id} registry={chosen} onClose={close} />}
      {deed === 'delete' && chosen && <Forget registry={chosen} onClose={close} />}
    </Page>
  );
}

function List({ items, onDeed }: { items: Registry[]; onDeed: (deed: string, registry: Registry) => void }) {
  const { t, ago, time } = useTexts();
  return (
    <Table
      caption={t('nav.registries')}
      rows={items}
      id={(each) => each.id}
      columns={[
        { id: 'url', title: t('registries.url'), head: true, cell: (each) => <code>{each.url}</code> },
        { id: 'username', title: t('username'), cell: (each) => <bdi>{each.username}</bdi> },
        { id: 'by', title: t('registries.by'), cell: (each) => each.user },
        {
          id: 'created',
          title: t('users.created'),
          cell: (each) => (
            <time dateTime={each.createdAt} title={time(each.createdAt)}>
              {ago(each.createdAt)}
            </time>
          ),
        },
        {
          id: 'menu',
          title: t('actions'),
          silent: true,
          cell: (each) => (
            <ActionMenu
              label={t('menu.label', { name: each.url })}
              choices={[
                { id: 'edit', label: t('registries.edit') },
                { id: 'delete', label: t('menu.delete'), danger: true, apart: true },
              ]}
              onChoose={(deed) => onDeed(deed, each)}
            />
          ),
        },
      ]}
    />
  );
}

/** How an image gets there; the registry's own tools do it. */
function Push({ to, name }: { to: string; name: string }) {
  const { t } = useTexts();
  const code = [
    `docker login ${to.split('/')[0]} --username ${/^[\w.@-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`}`,
    `docker tag my-image:1 ${to}/my-image:1`,
    `docker push ${to}/my-image:1`,
    `gatehouse job run ${to}/my-image:1`,
  ].join('\n');
  return (
    <Card title={t('registries.docker')} actions={<CopyButton text={code} label={t('copy.command')} />}>
      <p className="soft small">{t('registries.docker.text')}</p>
      <pre className={css['code']} tabIndex={0} role="region" aria-label={t('registries.docker')}>
        {code}
      </pre>
    </Card>
  );
}

function Forget({ registry, onClose }: { registry: Registry; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const remove = useDeleteRegistry();
  return (
    <Confirm
      title={t('registries.delete.title', { name: registry.url })}
      text={t('registries.delete.text')}
      action={t('menu.delete')}
      danger
      mutation={remove}
      onConfirm={() =>
        remove.mutate(registry.id, {
          onSuccess: () => {
            say(t('registries.deleted', { name: registry.url }));
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <AsCode wish={{ action: 'registry.delete', target: registry.id }} />
    </Confirm>
  );
}
