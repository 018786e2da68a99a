import { useNavigate, useSearchParams } from 'react-router';
import { allowed, nameOf, useStart, type Workload } from '../../api/workloads';
import { ActionMenu, type Choice } from '../../components/Menu';
import { useSay } from '../../components/Toasts';
import { useTexts, type Key } from '../../texts/texts';

const DEEDS: [string, Key][] = [
  ['start', 'work.start'],
  ['restart', 'work.restart'],
  ['stop', 'work.stop'],
];

/** What can be done with a workload; what its state forbids now says why. */
export function WorkMenu({ workload }: { workload: Workload }) {
  const { t } = useTexts();
  const say = useSay();
  const navigate = useNavigate();
  const start = useStart();
  const [, setParams] = useSearchParams();
  const choices: Choice[] = [
    { id: 'manage', label: t('work.manage') },
    ...DEEDS.map(([deed, label]) => ({ deed, label, may: allowed(workload, deed) }))
      .filter(({ may }) => !may.never)
      .map(({ deed, label, may }) => ({ id: deed, label: t(label), not: may.yes ? undefined : may.why })),
    ...(allowed(workload, 'start').never ? [] : [{ id: 'clone', label: t('work.clone') }]),
    ...(allowed(workload, 'force-delete').yes
      ? [{ id: 'delete', label: t('work.delete'), danger: true, apart: true }]
      : []),
  ];
  return (
    <ActionMenu
      label={t('menu.label', { name: nameOf(workload) })}
      choices={choices}
      onChoose={(id) => {
        if (id === 'manage') void navigate(`/${workload.kind}s/${workload.id}`);
        else if (id === 'clone') void navigate(`/${workload.kind}s/new?like=${workload.id}`);
        else if (id === 'start')
          start.mutate(workload, {
            onSuccess: () => say(t('work.started', { name: nameOf(workload) })),
            onError: (fault) => say(fault.message),
          });
        else
          setParams((now) => {
            now.set('do', id);
            now.set('id', workload.id);
            return now;
          });
      }}
    />
  );
}
