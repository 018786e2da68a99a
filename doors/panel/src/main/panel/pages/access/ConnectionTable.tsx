import { useConnections, useCut } from '../../api/users';
import { Button } from '../../components/Button';
import { Trouble, Waiting } from '../../components/Page';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { activity } from '../../texts/en/activity';
import { bring, useTexts } from '../../texts/texts';
import { OneOfSeveral } from './Nodes';

bring(activity);

/** What stands open at this moment, of everybody or of one. */
export function ConnectionTable({ who }: { who?: string }) {
  const { t, ago, time, named } = useTexts();
  const found = useConnections();
  const cut = useCut();
  const say = useSay();
  if (!found.data) return found.error ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />;
  const rows = found.data.filter((each) => !who || each.who === who);
  const stale = found.error && <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />;
  if (rows.length === 0) {
    return (
      <>
        {stale}
        <OneOfSeveral />
        <p className="soft">{t('connections.none')}</p>
      </>
    );
  }
  return (
    <>
    {stale}
    <OneOfSeveral />
    <Table
      caption={t('connections.open')}
      rows={rows}
      id={(each) => each.id}
      columns={[
        { id: 'who', title: t('connections.who'), head: true, cell: (each) => each.who },
        { id: 'kind', title: t('connections.kind'), cell: (each) => named(`connection.${each.kind}`, each.kind) },
        { id: 'what', title: t('connections.what'), long: true, cell: (each) => <code>{each.resource}</code> },
        { id: 'right', title: t('connections.right'), cell: (each) => named(`deed.${each.permission}`, each.permission.replaceAll('_', ' ')) },
        { id: 'by', title: t('connections.by'), long: true, cell: (each) => each.credential },
        { id: 'since', title: t('connections.since'), cell: (each) => <time dateTime={each.since} title={time(each.since)}>{ago(each.since)}</time> },
        {
          id: 'cut',
          title: t('actions'),
          silent: true,
          cell: (each) =>
            each.allowedActions?.['connection.cut']?.allowed && (
              <Button
                look="danger"
                isDisabled={cut.isPending}
                onPress={() =>
                  cut.mutate(each.id, { onSuccess: () => say(t('connections.done')), onError: (fault) => say(fault.message) })
                }
              >
                {t('connections.cut')}
              </Button>
            ),
        },
      ]}
    />
    </>
  );
}
