import { RotateCw, X } from 'lucide-react';
import { Button } from '../../components/Button';
import { Card } from '../../components/Page';
import { useTexts, type Key } from '../../texts/texts';
import type { Upload, useUploads } from './uploads';
import css from './Bucket.module.css';

const WORDS: Record<Upload['state'], Key | null> = {
  waiting: 'data.upload.waiting',
  sending: null,
  done: 'data.upload.done',
  failed: 'data.upload.failed',
  there: 'data.upload.there',
  stopped: 'data.upload.stopped',
};

/** So many are named; the others are counted. */
const MOST_SEEN = 30;

/** Files on their way: how far each is, and what became of it. */
export function UploadList({ uploads, again, stop, clear }: ReturnType<typeof useUploads>) {
  const { t, bytes } = useTexts();
  if (uploads.length === 0) return null;
  const done = uploads.filter((each) => each.state === 'done').length;
  const open = uploads.filter((each) => each.state !== 'done');
  const seen = [...open, ...uploads.filter((each) => each.state === 'done').reverse()].slice(0, MOST_SEEN);
  return (
    <Card title={t('data.uploads')} actions={<Button onPress={clear}>{t('data.upload.clear')}</Button>}>
      <p className="small" role="status">
        {t('data.upload.sum', { done, all: uploads.length })}
      </p>
      <ul className="stack">
        {seen.map((each) => {
          const word = WORDS[each.state];
          return (
            <li key={each.id} className={css['upload']}>
              <span className={css['name']}>
                <bdi>{each.key}</bdi>{' '}
                <span className="soft small">
                  {word ? t(word) : `${bytes(each.sent)} / ${bytes(each.file.size)}`}
                  {each.message && ` · ${each.message}`}
                </span>
              </span>
              <span className="row">
                {each.state === 'there' && (
                  <Button onPress={() => again(each.id, true)}>{t('data.upload.replace', { name: each.file.name })}</Button>
                )}
                {(each.state === 'failed' || each.state === 'stopped') && (
                  <Button look="icon" aria-label={t('data.upload.again', { name: each.file.name })} onPress={() => again(each.id, each.replace)}>
                    <RotateCw size={16} aria-hidden />
                  </Button>
                )}
                {(each.state === 'sending' || each.state === 'waiting') && (
                  <Button look="icon" aria-label={t('data.upload.stop', { name: each.file.name })} onPress={() => stop(each.id)}>
                    <X size={16} aria-hidden />
                  </Button>
                )}
              </span>
              {each.state === 'sending' && (
                <progress
                  aria-label={t('data.upload.progress', { name: each.file.name })}
                  value={each.sent}
                  max={Math.max(1, each.file.size)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {uploads.length > seen.length && <p className="soft small">{t('data.upload.more', { n: uploads.length - seen.length })}</p>}
    </Card>
  );
}
