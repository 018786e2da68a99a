import { CornerLeftUp } from 'lucide-react';
import { Button } from '../../components/Button';
import { useTexts } from '../../texts/texts';
import css from './Bucket.module.css';

/** In which folder one is, and the way to those above. */
export function Path({ bucket, prefix, onGo }: { bucket: string; prefix: string; onGo: (prefix: string) => void }) {
  const { t } = useTexts();
  if (prefix === '') return null;
  const pieces = prefix.split('/').slice(0, -1);
  const above = pieces.slice(0, -1).map((piece) => `${piece}/`).join('');
  return (
    <nav aria-label={t('data.path')} className={css['path']}>
      <Button look="icon" aria-label={t('data.up')} onPress={() => onGo(above)}>
        <CornerLeftUp size={17} aria-hidden />
      </Button>
      <button type="button" onClick={() => onGo('')}>
        {bucket}
      </button>
      {pieces.map((piece, index) => {
        const to = `${pieces.slice(0, index + 1).join('/')}/`;
        return (
          <span key={to}>
            <span aria-hidden>/</span>
            {index === pieces.length - 1 ? (
              <bdi aria-current="location">{piece}</bdi>
            ) : (
              <button type="button" onClick={() => onGo(to)}>
                <bdi>{piece}</bdi>
              </button>
            )}
          </span>
        );
      })}
    </nav>
  );
}
