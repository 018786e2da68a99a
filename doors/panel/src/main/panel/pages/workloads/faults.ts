import type { Flavor, Kind } from '../../api/workloads';
import { useTexts } from '../../texts/texts';
import { isWhole, pairs, volumesOf, type Form } from './wish';

export interface Fault {
  label: string;
  text: string;
  /** It is at a field that may be folded away. */
  deep?: boolean;
}

/** What is wrong with a form, by field; what only the server knows it says when it is asked. */
export function useFaults(kind: Kind, form: Form, flavor: Flavor | undefined): Record<string, Fault> {
  const { t } = useTexts();
  const found: Record<string, Fault> = {};
  const most = flavor?.max ?? 4096;
  if (!isWhole(form.cpu, 1, Infinity)) found['cpu'] = { label: t('launch.cpus'), text: t('launch.cpu.wrong') };
  else if (Number(form.cpu) > most) found['cpu'] = { label: t('launch.cpus'), text: t('launch.cpu.most', { n: most }) };
  const port = t('launch.port.wrong');
  if (kind !== 'notebook') {
    if (!form.image.trim()) found['image'] = { label: t('work.image'), text: t('launch.image.missing') };
    if (form.image.trim() === 'host' && !form.command.trim()) {
      found['command'] = { label: t('launch.command'), text: t('launch.command.missing') };
    }
    if (!isWhole(form.port, 1, 65_535)) found['port'] = { label: t('launch.port'), text: port, deep: true };
  }
  if (kind === 'app') {
    if (!isWhole(form.replicas, 1, 10)) found['replicas'] = { label: t('launch.replicas'), text: t('launch.replicas.wrong') };
    if (form.probe.trim() && !form.probe.trim().startsWith('/')) {
      found['probe'] = { label: t('launch.probe'), text: t('launch.probe.wrong'), deep: true };
    }
    if (form.probePort && !isWhole(form.probePort, 1, 65_535)) {
      found['probePort'] = { label: t('launch.probe-port'), text: port, deep: true };
    }
  }
  if (form.hours && !(Number(form.hours) > 0)) found['hours'] = { label: t('launch.hours'), text: t('launch.hours.wrong'), deep: true };
  if (pairs(form.labels) === null) found['labels'] = { label: t('launch.labels'), text: t('launch.pairs'), deep: true };
  if (pairs(form.env) === null) found['env'] = { label: t('launch.env'), text: t('launch.pairs'), deep: true };
  if (volumesOf(form.volumes) === null) {
    found['volumes'] = { label: t('launch.volumes'), text: t('launch.volumes.wrong'), deep: true };
  }
  return found;
}
