import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { projectNow } from '../../api/client';
import { deleteObject, partBelow } from '../../api/storage';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { Kept } from '../../components/Kept';
import { Trouble, Waiting } from '../../components/Page';
import { useSay } from '../../components/Toasts';
import { useTexts } from '../../texts/texts';

/** So many objects are deleted side by side. */
const AT_ONCE = 4;

/** Deletes all that is in a folder, object by object: says first how much that is, and how far it is. */
export function DeleteFolder({ bucket, folder, onClose }: { bucket: string; folder: string; onClose: () => void }) {
  const { t, bytes } = useTexts();
  const say = useSay();
  const client = useQueryClient();
  const [done, setDone] = useState(-1);
  const [error, setError] = useState<unknown>(null);
  const stopped = useRef(false);
  const found = useQuery({
    queryKey: ['objects', projectNow(), 'below', bucket, folder],
    queryFn: ({ signal }) => partBelow(bucket, folder, '', signal),
    staleTime: 0,
  });
  const first = found.data?.objects ?? [];
  const size = first.reduce((sum, each) => sum + each.size, 0);
  const more = Boolean(found.data?.next);
  const go = async () => {
    let count = 0;
    stopped.current = false;
    setError(null);
    setDone(0);
    try {
      for (let after = ''; ; ) {
        const part = await partBelow(bucket, folder, after);
        const keys = part.objects.map((each) => each.key);
        const take = async () => {
          for (let key = keys.shift(); key !== undefined && !stopped.current; key = keys.shift()) {
            await deleteObject(bucket, key);
            setDone(++count);
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, take));
        if (stopped.current || !part.next) break;
        after = part.next;
      }
      if (!stopped.current) {
        say(t('data.folder.deleted', { name: folder, n: count }));
        onClose();
      }
    } catch (fault) {
      stopped.current = true;
      setError(fault);
    }
    setDone(-1);
    void client.invalidateQueries({ queryKey: ['objects'] });
  };
  const busy = done >= 0;
  return (
    <Dialog title={t('data.delete.title', { name: folder })} onClose={onClose} alert firm={busy}>
      <DialogBody>
        {found.isPending && <Waiting />}
        {found.error && <Trouble error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && (
          <p>
            {more ? t('data.folder.many', { n: first.length }) : t('data.folder.count', { n: first.length, size: bytes(size) })}{' '}
            {t('data.folder.gone')}
          </p>
        )}
        {busy && (
          <p role="status">
            <progress aria-label={t('data.delete.title', { name: folder })} value={done} max={more ? undefined : Math.max(1, first.length)} />{' '}
            {t('data.folder.progress', { n: done })}
          </p>
        )}
        {error !== null && <Trouble error={error} />}
        <Kept needs="object_write" />
        <AsCode wish={{ action: 'folder.delete', target: bucket, body: { prefix: folder } }} />
      </DialogBody>
      <DialogFoot>
        <Button look="danger" isDisabled={busy || !found.data} onPress={() => void go()}>
          {busy ? t('busy') : t('data.folder.delete')}
        </Button>
        <Button onPress={() => (busy ? (stopped.current = true) : onClose())}>{t(busy ? 'data.folder.stop' : 'cancel')}</Button>
      </DialogFoot>
    </Dialog>
  );
}
