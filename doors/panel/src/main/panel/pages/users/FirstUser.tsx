import { Plus } from 'lucide-react';
import { useRoles } from '../../api/users';
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/Copy';
import { Empty } from '../../components/Page';
import { YesNo } from '../../components/Status';
import { Table } from '../../components/Table';
import { useTexts, type Key } from '../../texts/texts';
import { OPERATOR, READER, STORAGE, permissionsOf, useRoleWords } from './words';

const ROWS: [Key, string][] = [
  ['able.open', 'notebook_open'],
  ['able.launch', 'notebook_launch'],
  ['able.data', 'object_write'],
];

/** Nobody is there yet: what users are, what the levels mean, and the way to the first one. */
export function FirstUser({ onAdd }: { onAdd: () => void }) {
  const { t } = useTexts();
  const { label } = useRoleWords();
  const roles = useRoles().data ?? [];
  const levels = roles.filter((role) => [READER, OPERATOR, STORAGE].includes(role.name));
  const command = `gatehouse user create Ada --role ${READER} --role ${STORAGE}`;
  return (
    <Empty
      title={t('users.first.title')}
      action={
        <Button look="main" onPress={onAdd}>
          <Plus size={17} aria-hidden /> {t('users.add')}
        </Button>
      }
    >
      <p>{t('users.first.text')}</p>
      <Table
        caption={t('users.first.levels')}
        rows={ROWS}
        id={([key]) => key}
        columns={[
          { id: 'what', title: t('roles.permission'), head: true, cell: ([key]) => t(key) },
          ...levels.map((role) => ({
            id: role.name,
            title: label(role),
            cell: ([, permission]: [Key, string]) => {
              const yes = permissionsOf([role.name], roles).has(permission);
              return <YesNo yes={yes} word={t(yes ? 'yes' : 'no')} />;
            },
          })),
        ]}
      />
      <p className="row">
        <code>{command}</code>
        <CopyButton text={command} label={t('copy.command')} />
      </p>
    </Empty>
  );
}
