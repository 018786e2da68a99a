import { useSearchParams } from 'react-router';
import { useMay, useShown } from '../../api/me';
import { useGiveUpNode, useNodes, type NodeState } from '../../api/nodes';
import { Confirm } from '../../components/Confirm';
import { ActionMenu } from '../../components/Menu';
import { Page, Stale, Waiting } from '../../components/Page';
import { Status } from '../../components/Status';
import { Table, type Column } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { nodes } from '../../texts/en/nodes';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';

bring(nodes);

/** The nodes of the installation, and giving up one that is gone for good. */
export function Nodes() {
  const { t } = useTexts();
  const may = useMay();
  const shown = useShown('node_manage');
  const found = useNodes(may('node_manage'));
  const [params, setParams] = useSearchParams();
  if (!shown) return <Forbidden title={t('nav.nodes')} missing="node_manage" />;
  const all = found.data ?? [];
  const chosen = all.find((each) => !each.alive && each.name === params.get('node'));
  const alone = all.length === 1 && all[0]?.alive;
  return (
    <Page title={t('nav.nodes')} lead={t('nodes.lead')}>
      <Stale of={[found]} />
      {!found.data && found.isPending && <Waiting />}
      {alone && <p>{t('nodes.alone')}</p>}
      {all.length > 0 && (
        <>
          <List items={all} alone={alone === true} onGiveUp={(name) => setParams({ do: 'give-up', node: name })} />
          <p className="soft small">{t('nodes.workloads.hint')}</p>
        </>
      )}
      {params.get('do') === 'give-up' && chosen && <GiveUp node={chosen} onClose={() => setParams({}, { replace: true })} />}
    </Page>
  );
}

function List({ items, alone, onGiveUp }: { items: NodeState[]; alone: boolean; onGiveUp: (name: string) => void }) {
  const { t, number } = useTexts();
  const columns: Column<NodeState>[] = [
    { id: 'name', title: t('nodes.name'), head: true, long: true, cell: (each) => <bdi>{each.name}</bdi> },
    {
      id: 'state',
      title: t('nodes.state'),
      cell: (each) =>
        each.alive ? (
          <Status mood="good" word={t('nodes.there')} />
        ) : (
          <Status mood="warn" word={t('nodes.away')} reason={t('nodes.away.text')} />
        ),
    },
    { id: 'workloads', title: t('nodes.workloads'), cell: (each) => number(each.workloads) },
  ];
  const menu: Column<NodeState> = {
    id: 'menu',
    title: t('actions'),
    silent: true,
    cell: (each) => (
      <ActionMenu
        label={t('menu.label', { name: each.name })}
        choices={[
          { id: 'give-up', label: t('nodes.give-up'), danger: true, not: each.alive ? t('nodes.give-up.not') : undefined },
        ]}
        onChoose={() => onGiveUp(each.name)}
      />
    ),
  };
  return <Table caption={t('nav.nodes')} rows={items} id={(each) => each.name} columns={alone ? columns : [...columns, menu]} />;
}

function GiveUp({ node, onClose }: { node: NodeState; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const giveUp = useGiveUpNode();
  return (
    <Confirm
      title={t('nodes.give-up.title', { name: node.name })}
      text={t('nodes.give-up.text', { n: node.workloads })}
      action={t('nodes.give-up')}
      danger
      mutation={giveUp}
      onConfirm={() =>
        giveUp.mutate(node.name, {
          onSuccess: ({ workloads }) => {
            say(t('nodes.given-up', { name: node.name, n: workloads }));
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <ul>
        <li>{t('nodes.give-up.failed')}</li>
        <li>{t('nodes.give-up.gone')}</li>
        <li>{t('nodes.give-up.rest')}</li>
        <li>{t('nodes.give-up.back')}</li>
      </ul>
    </Confirm>
  );
}
