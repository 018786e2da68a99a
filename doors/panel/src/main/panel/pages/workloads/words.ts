import type { Left } from '../../api/quota';
import { isAsleep, type Workload } from '../../api/workloads';
import { useTexts } from '../../texts/texts';

/** What a workload is made of, and for how long it has been at it. */
export function useWorkWords() {
  const { t, named, bytes, lasting } = useTexts();
  return {
    state: (workload: Workload) =>
      isAsleep(workload) ? t('state.asleep') : named(`state.${workload.state}`, workload.state.toLowerCase()),
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

/** What a quota still leaves. */
export function useLeftWords() {
  const { t, bytes, number } = useTexts();
  return ({ whose, what, used, limit }: Left) => {
    const shown = what === 'memory' ? bytes : number;
    return t(`quota.${whose}.${what}`, { used: shown(used), limit: shown(limit) });
  };
}
