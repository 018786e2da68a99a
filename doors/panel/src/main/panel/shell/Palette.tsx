import { useState } from 'react';
import { Autocomplete, Input, Menu, MenuItem, SearchField } from 'react-aria-components';
import { useNavigate } from 'react-router';
import { may, useMe } from '../api/me';
import { useUsers } from '../api/users';
import { ALL, KINDS, nameOf, useWorkloads, type Kind } from '../api/workloads';
import { Dialog, DialogBody } from '../components/Dialog';
import { useTexts } from '../texts/texts';
import { PLACES } from './places';
import css from './Palette.module.css';

interface Hit {
  id: string;
  label: string;
  kind: string;
}

function useWork(kind: Kind, on: boolean, text: string): Hit[] {
  const { t } = useTexts();
  const found = useWorkloads(kind, { ...ALL, text, size: 5 }, on && text !== '').data?.items ?? [];
  return found.map((each) => ({ id: `/${kind}s/${each.id}`, label: nameOf(each), kind: t(`kind.${kind}`) }));
}

/** Goes anywhere by typing a part of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const me = useMe().data;
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const users = useUsers(
    { q: wanted, sort: 'username', order: 'asc', page: 0, size: 6 },
    wanted.length > 0 && may(me, 'user_read'),
  );
  const work = [
    ...useWork('notebook', may(me, 'notebook_read'), wanted),
    ...useWork('job', may(me, 'job_read'), wanted),
    ...useWork('app', may(me, 'app_read'), wanted),
  ];
  const places: Hit[] = [
    ...PLACES.flatMap((group) => group.places).filter((place) => !place.needs || may(me, place.needs)),
    { to: '/me', label: 'nav.me' as const },
  ].map((place) => ({ id: place.to, label: t(place.label), kind: t('palette.page') }));
  const deeds: Hit[] = [
    ...(may(me, 'user_manage') ? [{ id: '/access/users?do=add', label: t('users.add'), kind: t('palette.deed') }] : []),
    ...KINDS.filter((kind) => may(me, `${kind}_launch`)).map((kind) => ({
      id: `/${kind}s/new`,
      label: t(`launch.${kind}`),
      kind: t('palette.deed'),
    })),
  ];
  const hits: Hit[] = [
    ...[...places, ...deeds].filter((hit) => hit.label.toLowerCase().includes(wanted)),
    ...(wanted ? (users.data?.items ?? []) : []).map((user) => ({
      id: `/access/users/${user.id}`,
      label: `${user.description} · ${user.username}`,
      kind: t('palette.user'),
    })),
    ...(wanted ? work : []),
  ];
  const go = (place: string) => {
    onClose();
    void navigate(place);
  };
  return (
    <Dialog title={t('search')} onClose={onClose}>
      <DialogBody>
        <Autocomplete inputValue={text} onInputChange={setText}>
          <SearchField
            aria-label={t('palette.label')}
            autoFocus
            className={css['field'] ?? ''}
            onSubmit={() => {
              // Whoever is quicker than the marking of the first result means that one.
              const marked = document.activeElement?.getAttribute('aria-activedescendant');
              if (!marked && wanted && hits[0]) go(hits[0].id);
            }}
          >
            <Input className={css['input'] ?? ''} placeholder={t('palette.placeholder')} />
          </SearchField>
          <div className={css['scroll']} tabIndex={0} role="region" aria-label={t('palette.results')}>
          <Menu
            aria-label={t('palette.results')}
            className={css['hits'] ?? ''}
            items={hits}
            onAction={(key) => go(String(key))}
            renderEmptyState={() => <p className="soft">{t('palette.none')}</p>}
          >
            {(hit) => (
              <MenuItem id={hit.id} textValue={hit.label} className={css['hit'] ?? ''}>
                <span>{hit.label}</span>
                <span className={css['kind']}>{hit.kind}</span>
              </MenuItem>
            )}
          </Menu>
          </div>
        </Autocomplete>
      </DialogBody>
    </Dialog>
  );
}
