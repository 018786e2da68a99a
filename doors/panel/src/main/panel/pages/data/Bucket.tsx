import { File as FileIcon, Folder, FolderUp, Upload as UploadIcon } from 'lucide-react';
import { useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { Problem } from '../../api/client';
import { useMay, useShown } from '../../api/me';
import { contentOf, useDeleteObject, useObjects, type StoredObject } from '../../api/storage';
import { AsCode } from '../../components/AsCode';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { ActionMenu } from '../../components/Menu';
import { Empty, Note, Page, Trouble, Waiting } from '../../components/Page';
import { Table } from '../../components/Table';
import { useSay } from '../../components/Toasts';
import { data } from '../../texts/en/data';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden, NotFound } from '../Elsewhere';
import { DeleteFolder } from './DeleteFolder';
import { chosen, dropped, MOST_FILES, TooManyFiles, type Placed } from './dropped';
import { NewFolder } from './NewFolder';
import { Path } from './Path';
import { UploadList } from './UploadList';
import { useUploads } from './uploads';
import css from './Bucket.module.css';

bring(data);

/** What is in a bucket, folder by folder; files are dropped here, or chosen. */
export function Bucket() {
  const { t } = useTexts();
  const may = useMay();
  const { bucket = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const prefix = params.get('in') ?? '';
  const shown = useShown('object_read');
  const found = useObjects(bucket, prefix, may('object_read'));
  const uploads = useUploads(bucket);
  const picker = useRef<HTMLInputElement>(null);
  const folderPicker = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState('');
  const [over, setOver] = useState(false);
  const status = found.error instanceof Problem ? found.error.status : 0;
  if (!shown) return <Forbidden title={t('nav.data')} missing="object_read" />;
  if (status === 404) return <NotFound />;
  const mayPut = found.data?.pages[0]?.allowedActions['object.put']?.allowed === true;
  const go = (folder: string) => setParams(folder ? { in: folder } : {});
  const take = (files: Promise<Placed[]>) =>
    void files.then(
      (all) => {
        setFault('');
        uploads.add(prefix, all);
      },
      (refused: unknown) =>
        setFault(refused instanceof TooManyFiles ? t('data.upload.too-many', { n: MOST_FILES }) : t('data.upload.unreadable')),
    );
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (mayPut) take(dropped(event.dataTransfer));
  };
  const picked = (event: ChangeEvent<HTMLInputElement>) => {
    const files = event.target.files;
    take(new Promise((resolve) => resolve(chosen(files))));
    event.target.value = '';
  };
  return (
    <Page
      title={bucket}
      crumbs={[{ to: '/data', label: t('nav.data') }]}
      actions={
        mayPut && (
          <>
            <NewFolder onGo={(name) => go(`${prefix}${name}/`)} />
            <Button look="main" data-create onPress={() => picker.current?.click()}>
              <UploadIcon size={17} aria-hidden /> {t('data.upload')}
            </Button>
            <Button onPress={() => folderPicker.current?.click()}>
              <FolderUp size={17} aria-hidden /> {t('data.upload.folder')}
            </Button>
            <input ref={picker} type="file" multiple hidden aria-label={t('data.upload')} onChange={picked} />
            <input ref={folderPicker} type="file" webkitdirectory="" hidden aria-label={t('data.upload.folder')} onChange={picked} />
          </>
        )
      }
    >
      {/* Dropping is a short cut: the button beside it does the same by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={`${css['drop']} ${over ? css['over'] : ''}`}
        onDragOver={(event) => {
          if (!mayPut || !event.dataTransfer.types.includes('Files')) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
        }}
        onDrop={drop}
      >
        {over && <Note>{t('data.drop')}</Note>}
        <Path bucket={bucket} prefix={prefix} onGo={go} />
        {fault && (
          <div role="alert">
            <Note mood="warn">{fault}</Note>
          </div>
        )}
        <UploadList {...uploads} />
        {found.error && (
          <Trouble error={found.error} since={found.dataUpdatedAt} onRetry={() => void found.refetch()} />
        )}
        {!found.data ? (
          found.isPending && <Waiting />
        ) : (
          <Contents
            bucket={bucket}
            prefix={prefix}
            folders={found.data.pages.flatMap((page) => page.prefixes)}
            objects={found.data.pages.flatMap((page) => page.objects).filter((each) => each.key !== prefix)}
            mayDelete={found.data.pages[0]?.allowedActions['object.delete']?.allowed === true}
            onGo={go}
          />
        )}
        {mayPut && <AsCode wish={{ action: 'object.put', target: bucket, body: { key: `${prefix}data.csv` } }} />}
        {found.hasNextPage && (
          <p>
            <Button isDisabled={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
              {found.isFetchingNextPage ? t('busy') : t('data.more')}
            </Button>
          </p>
        )}
      </div>
    </Page>
  );
}

type Entry = { name: string; folder: string } | { name: string; object: StoredObject };

function Contents({
  bucket,
  prefix,
  folders,
  objects,
  mayDelete,
  onGo,
}: {
  bucket: string;
  prefix: string;
  folders: string[];
  objects: StoredObject[];
  mayDelete: boolean;
  onGo: (prefix: string) => void;
}) {
  const { t, bytes, ago, time } = useTexts();
  const [doomed, setDoomed] = useState<Entry | null>(null);
  const entries: Entry[] = [
    ...folders.map((folder) => ({ name: folder.slice(prefix.length, -1), folder })),
    ...objects.map((object) => ({ name: object.key.slice(prefix.length), object })),
  ];
  if (entries.length === 0) {
    return (
      <Empty title={t('data.empty')}>
        <p>{t('data.empty.text')}</p>
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption={t('data.in', { name: bucket })}
        rows={entries}
        id={(entry) => ('folder' in entry ? entry.folder : entry.object.key)}
        columns={[
          {
            id: 'name',
            title: t('data.name'),
            head: true,
            cell: (entry) =>
              'folder' in entry ? (
                <span className={css['entry']}>
                  <Folder size={17} aria-hidden />
                  <button type="button" aria-label={t('data.folder.open', { name: entry.name })} onClick={() => onGo(entry.folder)}>
                    <bdi>{entry.name}/</bdi>
                  </button>
                </span>
              ) : (
                <span className={css['entry']}>
                  <FileIcon size={17} aria-hidden />
                  <a href={contentOf(bucket, entry.object.key)} download aria-label={t('data.download', { name: entry.name })}>
                    <bdi>{entry.name}</bdi>
                  </a>
                </span>
              ),
          },
          { id: 'size', title: t('data.size'), cell: (entry) => ('folder' in entry ? t('data.folder') : bytes(entry.object.size)) },
          {
            id: 'changed',
            title: t('data.changed'),
            cell: (entry) =>
              'folder' in entry ? (
                ''
              ) : (
                <time dateTime={entry.object.modified} title={time(entry.object.modified)}>
                  {ago(entry.object.modified)}
                </time>
              ),
          },
          {
            id: 'menu',
            title: t('actions'),
            silent: true,
            cell: (entry) =>
              mayDelete && (
                <ActionMenu
                  label={t('menu.label', { name: entry.name })}
                  choices={[{ id: 'delete', label: t('data.delete'), danger: true }]}
                  onChoose={() => setDoomed(entry)}
                />
              ),
          },
        ]}
      />
      <p className="soft small" role="status">
        {t('data.count', { n: entries.length })}
      </p>
      {doomed && 'object' in doomed && <DeleteObject bucket={bucket} name={doomed.object.key} onClose={() => setDoomed(null)} />}
      {doomed && 'folder' in doomed && <DeleteFolder bucket={bucket} folder={doomed.folder} onClose={() => setDoomed(null)} />}
    </>
  );
}

function DeleteObject({ bucket, name, onClose }: { bucket: string; name: string; onClose: () => void }) {
  const { t } = useTexts();
  const say = useSay();
  const remove = useDeleteObject();
  return (
    <Confirm
      title={t('data.delete.title', { name })}
      text={t('data.delete.object')}
      action={t('data.delete')}
      danger
      mutation={remove}
      onConfirm={() =>
        remove.mutate(
          { bucket, key: name },
          {
            onSuccess: () => {
              say(t('data.deleted', { name }));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <AsCode wish={{ action: 'object.delete', target: bucket, body: { key: name } }} />
    </Confirm>
  );
}
