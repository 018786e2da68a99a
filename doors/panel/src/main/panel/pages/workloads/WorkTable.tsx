import { Link } from 'react-router';
import { mood, nameOf, type Kind, type Workload } from '../../api/workloads';
import { Status } from '../../components/Status';
import { Table, type Column } from '../../components/Table';
import { useTexts } from '../../texts/texts';
import { OpenButton } from './OpenButton';
import { WorkMenu } from './WorkMenu';
import { useWorkWords } from './words';

/** Workloads of one kind, row by row. */
export function WorkTable({
  kind,
  rows,
  ...sorting
}: {
  kind: Kind;
  rows: Workload[];
  sort?: string;
  order?: string;
  onSort?: (sort: string, order: string) => void;
}) {
  const { t, ago, time } = useTexts();
  const { state, resources, lasting } = useWorkWords();
  const columns: Column<Workload>[] = [
    {
      id: 'name',
      title: t('work.name'),
      head: true,
      sorts: true,
      cell: (each) => (
        <>
          <Link to={`/${kind}s/${each.id}`} dir="auto">
            {nameOf(each)}
          </Link>
          <div className="soft small mono">{each.id.slice(0, 8)}</div>
        </>
      ),
    },
    { id: 'owner', title: t('work.owner'), sorts: true, cell: (each) => (each.isMine ? t('work.me') : each.owner) },
    {
      id: 'image',
      title: t(kind === 'notebook' ? 'work.framework' : 'work.image'),
      cell: (each) => [each.image, each.editor].filter(Boolean).join(' · '),
    },
    { id: 'resources', title: t('work.resources'), cell: resources },
    {
      id: 'state',
      title: t('users.status'),
      sorts: true,
      cell: (each) => (
        <Status mood={mood(each)} word={state(each)} {...(each.group === 'running' ? {} : { reason: each.sentence })} />
      ),
    },
    { id: 'lasting', title: t('work.lasting'), cell: (each) => lasting(each) || <span className="soft">–</span> },
    {
      id: 'createdAt',
      title: t('users.created'),
      sorts: true,
      cell: (each) => (
        <time dateTime={each.createdAt} title={time(each.createdAt)} data-wraps>
          {ago(each.createdAt)}
        </time>
      ),
    },
    { id: 'open', title: t('work.open'), silent: true, cell: (each) => <OpenButton workload={each} /> },
    { id: 'menu', title: t('actions'), silent: true, cell: (each) => <WorkMenu workload={each} /> },
  ];
  return <Table caption={t(`nav.${kind}s`)} columns={columns} rows={rows} id={(each) => each.id} {...sorting} />;
}
