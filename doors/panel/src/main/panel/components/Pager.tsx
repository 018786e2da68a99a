import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTexts } from '../texts/texts';
import { Button } from './Button';

/** Which part of a longer list is seen, and the way to the others. */
export function Pager({
  page,
  size,
  total,
  sizes = [25, 50, 100],
  onPage,
  onSize,
}: {
  page: number;
  size: number;
  total: number;
  sizes?: number[];
  onPage: (page: number) => void;
  onSize?: (size: number) => void;
}) {
  const { t } = useTexts();
  const last = Math.max(0, Math.ceil(total / size) - 1);
  return (
    <nav className="spread small" aria-label={t('pager.label')}>
      <span role="status">
        {t('pager.range', { from: page * size + 1, to: Math.min(total, (page + 1) * size), total })}
      </span>
      <span className="row">
        {onSize && (
          <label className="row">
            {t('pager.size')}
            <select className="pager-size" value={size} onChange={(event) => onSize(Number(event.target.value))}>
              {sizes.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        )}
        <Button look="icon" aria-label={t('pager.back')} isDisabled={page === 0} onPress={() => onPage(page - 1)}>
          <ChevronLeft size={18} aria-hidden />
        </Button>
        <Button look="icon" aria-label={t('pager.on')} isDisabled={page >= last} onPress={() => onPage(page + 1)}>
          <ChevronRight size={18} aria-hidden />
        </Button>
      </span>
    </nav>
  );
}
