import { useQueryClient } from '@tanstack/react-query';
import { Menu as MenuIcon } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { NavLink, Outlet, useHref, useLocation, useNavigate } from 'react-router';
import { connection, useLink } from '../api/connection';
import { stayTrue } from '../api/live';
import { useMe, may } from '../api/me';
import { Button } from '../components/Button';
import { Trouble } from '../components/Page';
import { useTexts } from '../texts/texts';
import { PLACES } from './places';
import { useShortcuts } from './shortcuts';
import { StepUp } from './StepUp';
import { TopBar } from './TopBar';
import css from './Shell.module.css';

const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }));
const KeyHelp = lazy(async () => ({ default: (await import('./KeyHelp')).KeyHelp }));

/** What stands around every page. */
export function Shell() {
  const { t, language } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useMe();
  const [rail, setRail] = useState(false);
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const { pathname } = useLocation();
  useShortcuts(setOpen);
  useEffect(() => stayTrue(client), [client]);
  useEffect(() => setRail(false), [pathname]);

  return (
    <I18nProvider locale={language}>
      <RouterProvider navigate={(to) => void navigate(to)} useHref={useHref}>
        <a className={css['skip']} href="#main">
          {t('skip')}
        </a>
        <div className={css['shell']}>
          <div className={`${css['rail']} ${rail ? css['open'] : ''}`}>
            <div className={css['brand']}>
              <NavLink to="/">
                <Gate />
                Gatehouse
              </NavLink>
              <Button look="icon" className={css['burger'] ?? ''} aria-label={t('menu')} aria-expanded={rail} onPress={() => setRail(!rail)}>
                <MenuIcon size={20} aria-hidden />
              </Button>
            </div>
            <Rail me={me.data} />
          </div>
          <div className={css['side']}>
            <TopBar onSearch={() => setOpen('palette')} onHelp={() => setOpen('keys')} />
            <Weather />
            <main id="main" className={css['main']}>
              {me.data ? (
                <Outlet />
              ) : me.error ? (
                <Trouble error={me.error} onRetry={() => void me.refetch()} />
              ) : null}
            </main>
          </div>
        </div>
        <StepUp />
        <Suspense>
          {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
          {open === 'keys' && <KeyHelp onClose={() => setOpen(null)} />}
        </Suspense>
      </RouterProvider>
    </I18nProvider>
  );
}

function Rail({ me }: { me: ReturnType<typeof useMe>['data'] }) {
  const { t } = useTexts();
  return (
    <nav aria-label={t('nav.main')} className={css['nav']}>
      {PLACES.map((group, index) => {
        const places = group.places.filter((place) => !place.needs || may(me, place.needs));
        if (places.length === 0) return null;
        return (
          <div key={index} role="group" aria-label={group.label ? t(group.label) : t('nav.overview')}>
            {group.label && (
              <p className={css['group']} aria-hidden>
                {t(group.label)}
              </p>
            )}
            <ul>
              {places.map((place) => (
                <li key={place.to}>
                  <NavLink to={place.to} end={place.to === '/'}>
                    <place.icon size={18} aria-hidden />
                    {t(place.label)}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

/** Says so where the server cannot be reached, or the session is over. */
function Weather() {
  const { t, time } = useTexts();
  const link = useLink();
  const { pathname } = useLocation();
  if (link === 'lost') {
    return (
      <p className={css['weather']} role="status">
        {t('link.lost', { time: time(new Date(connection.lastGood()).toISOString()) })}
      </p>
    );
  }
  if (link === 'signed-out') {
    return (
      <p className={css['weather']} role="alert">
        {t('link.out')} <a href={`/sign-in?to=${encodeURIComponent(pathname)}`}>{t('link.again')}</a>
      </p>
    );
  }
  return null;
}

export function Gate() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden>
      <rect width="32" height="32" rx="8" fill="#4a5fe0" />
      <path d="M7 25V14a9 9 0 0 1 18 0v11" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M12.500 25V15.500m7 9.500V15.500M16 25V12.500" stroke="#fff" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
