import type { Flavor, Kind } from '../../api/workloads';
import { useTexts } from '../../texts/texts';
import { wrongOf, type ScalingText } from './scaling';
import { gpuKinds, isWhole, pairs, volumesOf, type Form } from './wish';

export interface Fault {
  label: string;
  text: string;
  /** It is at a field that may be folded away. */
  deep?: boolean;
}

/** What is wrong with a form, by field; what only the server knows it says when it is asked. */
export function useFaults(kind: Kind, form: Form, flavors: Flavor[]): Record<string, Fault> {
  const { t } = useTexts();
  const words = useScalingWords();
  const found: Record<string, Fault> = {};
  const most = flavors.find((each) => each.default)?.max ?? 4096;
  const kinds = gpuKinds(flavors);
  const gpus = kinds.find((each) => each.id === form.gpuKind) ?? kinds[0];
  if (gpus && !isWhole(form.gpus, 0, gpus.max)) found['gpus'] = { label: t('launch.gpus'), text: t('launch.gpus.wrong', { n: gpus.max }) };
  if (Number(form.gpus) > 0) {
    // Its CPUs come with each GPU.
  } else if (!isWhole(form.cpu, 1, Infinity)) found['cpu'] = { label: t('launch.cpus'), text: t('launch.cpu.wrong') };
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
    for (const field of wrongOf(form.scaling)) found[field] = { label: words.label(field), text: words.wrong(field) };
    if (Number(form.gpus) > 0 && (form.scaling.how === 'automatic' || Number(form.scaling.replicas) > 1)) {
      found['gpus'] = { label: t('launch.gpus'), text: t('launch.gpus.one') };
    }
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

/** What the fields of scaling are called, and what each has to be. */
export function useScalingWords() {
  const { t } = useTexts();
  return {
    label: (field: ScalingText) => (field === 'replicas' ? t('launch.replicas') : t(`scaling.${field as 'min'}`)),
    wrong: (field: ScalingText) => (field === 'replicas' ? t('launch.replicas.wrong') : t(`scaling.${field as 'min'}.wrong`)),
  };
}
