import type { Workload } from '../../api/workloads';
import { useTexts } from '../../texts/texts';

/** What a workload is made of, and for how long it has been at it. */
export function useWorkWords() {
  const { t, named, bytes, lasting } = useTexts();
  return {
    state: (workload: Workload) => named(`state.${workload.state}`, workload.state.toLowerCase()),
    resources: (workload: Workload) =>
      [
        t('work.cpus', { n: workload.cpus }),
        ...(workload.gpus > 0 ? [t('work.gpus', { n: workload.gpus })] : []),
        bytes(workload.memory),
      ].join(' · '),
    lasting: (workload: Workload) => {
      if (!workload.startedAt) return '';
      const end = workload.stoppedAt ? new Date(workload.stoppedAt).getTime() : Date.now();
      return lasting(Math.max(0, (end - new Date(workload.startedAt).getTime()) / 1000));
    },
  };
}
