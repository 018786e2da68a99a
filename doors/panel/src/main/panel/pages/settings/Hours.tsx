import { useState } from 'react';
import { useHours } from '../../api/settings';
import { SelectField } from '../../components/Field';
import { Card, Stale } from '../../components/Page';
import { Table } from '../../components/Table';
import { useTexts } from '../../texts/texts';

/** Who, or what label, used how many hours of CPU and GPU. */
export function Hours() {
  const { t, number } = useTexts();
  const [by, setBy] = useState<'user' | 'label'>('user');
  const found = useHours(by);
  // What is little is not nothing.
  const hours = (value: number) => (value > 0 && value < 0.01 ? `< ${number(0.01, 2)}` : number(value, 2));
  const title = t('settings.cpu-hours', { n: found.data?.days ?? 30 });
  return (
    <Card title={title}>
      <Stale of={[found]} />
      <SelectField
        label={t('settings.hours.by')}
        value={by}
        onChange={(chosen) => setBy(chosen === 'label' ? 'label' : 'user')}
        options={[
          { id: 'user', label: t('users.user') },
          { id: 'label', label: t('settings.hours.label') },
        ]}
      />
      {found.data &&
        (found.data.items.length === 0 ? (
          <p className="soft">{t('settings.cpu-hours.none')}</p>
        ) : (
          <Table
            caption={title}
            rows={found.data.items}
            id={(each) => each.name}
            columns={[
              { id: 'who', title: t(by === 'user' ? 'users.user' : 'settings.hours.label'), head: true, cell: (each) => each.name },
              { id: 'cpu', title: t('settings.cpu-hours.n'), cell: (each) => hours(each.cpuHours) },
              { id: 'gpu', title: t('settings.gpu-hours.n'), cell: (each) => hours(each.gpuHours) },
            ]}
          />
        ))}
    </Card>
  );
}
