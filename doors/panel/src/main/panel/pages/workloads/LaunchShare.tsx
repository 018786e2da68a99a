import { useLeft } from '../../api/quota';
import type { Flavor } from '../../api/workloads';
import { SelectField, TextField } from '../../components/Field';
import { Card } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import css from './Launch.module.css';
import type { Part } from './LaunchParts';
import { ScalingFields } from './ScalingFields';
import { gpuKinds } from './wish';
import { useLeftWords } from './words';

/** The share of the machine that is asked for, and what the quotas leave of it. */
export function Share({ kind, form, at, set, scale, flavors }: Part & { flavors: Flavor[] }) {
  const { t, bytes } = useTexts();
  const words = useLeftWords();
  const limits = useLeft();
  const flavor = flavors.find((each) => each.default) ?? flavors[0];
  const kinds = gpuKinds(flavors);
  const gpus = Number(form.gpus) > 0;
  return (
    <Card title={t('work.resources')}>
      {flavor && !gpus && (
        <div className={css['tile']}>
          <strong>{flavor.id}</strong> {flavor.description}
          <span className="soft">
            {t('launch.per-cpu', { memory: bytes(flavor.resourcesPerUnit.memory) })} · {t('launch.most', { n: flavor.max })}
          </span>
        </div>
      )}
      {limits.length > 0 ? (
        <ul className="ticks soft small" aria-label={t('launch.quota')}>
          {limits.map((each) => (
            <li key={each.whose + each.what}>{words(each)}</li>
          ))}
        </ul>
      ) : (
        <p className="soft small">{t('launch.quota.none')}</p>
      )}
      {kinds.length > 0 && <Gpus kinds={kinds} form={form} at={at} set={set} />}
      {!gpus && (
        <div className={css['pair']}>
          <TextField
            id="launch-cpu"
            label={t('launch.cpus')}
            type="number"
            min={1}
            max={flavor?.max ?? 64}
            value={form.cpu}
            onChange={set('cpu')}
            error={at('cpu')}
          />
        </div>
      )}
      {kind === 'app' && <ScalingFields scaling={form.scaling} onChange={scale} at={at} />}
    </Card>
  );
}

/** How many GPUs, and of which kind where there are several. */
function Gpus({ kinds, form, at, set }: { kinds: Flavor[] } & Pick<Part, 'form' | 'at' | 'set'>) {
  const { t, bytes } = useTexts();
  const chosen = kinds.find((each) => each.id === form.gpuKind) ?? kinds[0];
  if (!chosen) return null;
  const { cpu, memory } = chosen.resourcesPerUnit;
  const nameOf = (each: Flavor) => each.gpuInformation?.gpuModel ?? each.id;
  return (
    <>
      <div className={css['pair']}>
        <TextField
          id="launch-gpus"
          label={t('launch.gpus')}
          hint={[...(kinds.length === 1 ? [nameOf(chosen)] : []), t('launch.most', { n: chosen.max })].join(' · ')}
          type="number"
          min={0}
          max={chosen.max}
          value={form.gpus}
          onChange={set('gpus')}
          error={at('gpus')}
        />
        {kinds.length > 1 && (
          <SelectField
            label={t('launch.gpus.kind')}
            value={chosen.id}
            onChange={set('gpuKind')}
            options={kinds.map((each) => ({ id: each.id, label: `${nameOf(each)} · ${bytes(each.gpuInformation?.gpuMemory ?? 0)}` }))}
          />
        )}
      </div>
      {Number(form.gpus) > 0 && <p className="soft small">{t('launch.gpus.each', { cpus: cpu, memory: bytes(memory) })}</p>}
    </>
  );
}
