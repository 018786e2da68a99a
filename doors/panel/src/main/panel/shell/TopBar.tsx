import { CircleHelp, CircleUser, Search } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { chooseProject } from '../api/client';
import { useLink } from '../api/connection';
import { useMe } from '../api/me';
import { Button } from '../components/Button';
import { ActionMenu } from '../components/Menu';
import { useTexts, type Key } from '../texts/texts';
import { setTheme, theme, THEMES } from './theme';
import css from './TopBar.module.css';

/** Where one is, who one is, and how things stand. */
export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const { t } = useTexts();
  return (
    <header className={css['bar']}>
      <ProjectSwitch />
      <Button className={css['search'] ?? ''} onPress={onSearch}>
        <Search size={16} aria-hidden />
        <span>{t('search')}</span>
        <kbd aria-hidden>Ctrl K</kbd>
      </Button>
      <Link />
      <Button look="icon" aria-label={t('keys.title')} onPress={onHelp}>
        <CircleHelp size={19} aria-hidden />
      </Button>
      <Account />
    </header>
  );
}

function ProjectSwitch() {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useMe().data;
  const projects = me?.projects ?? [];
  const here = me?.project;
  if (!here) return <span className={css['project']} />;
  if (projects.length < 2) {
    return (
      <span className={css['project']}>
        <span className="hidden">{t('project')} </span>
        {here.description || here.id.slice(0, 8)}
      </span>
    );
  }
  return (
    <label className={css['project']}>
      <span className="hidden">{t('project')}</span>
      <select
        value={here.id}
        onChange={(event) => {
          chooseProject(event.target.value);
          void navigate('/');
          void client.resetQueries();
        }}
      >
        {projects.map((project) => (
          <option key={project.id} value={project.id}>
            {project.description || project.id.slice(0, 8)}
          </option>
        ))}
      </select>
    </label>
  );
}

const WORDS: Record<string, Key> = {
  live: 'link.live',
  polling: 'link.polling',
  lost: 'link.short',
  'signed-out': 'link.gone',
};

function Link() {
  const { t } = useTexts();
  const link = useLink();
  return (
    <span className={`${css['link']} ${css[link] ?? ''}`} title={t(WORDS[link] ?? 'link.short')}>
      <span className={css['dot']} aria-hidden />
      <span className={css['word']}>{t(WORDS[link] ?? 'link.short')}</span>
    </span>
  );
}

function Account() {
  const { t, language, setLanguage } = useTexts();
  const me = useMe().data;
  const navigate = useNavigate();
  return (
    <ActionMenu
      label={t('account')}
      look="plain"
      {...(me ? { title: me.me.name } : {})}
      choices={[
        { id: 'me', label: t('nav.me') },
        ...THEMES.filter((each) => each !== theme()).map((each) => ({
          id: `theme-${each}`,
          label: t(`theme.${each}`),
          apart: each === THEMES.filter((other) => other !== theme())[0],
        })),
        { id: 'language', label: language === 'en' ? t('language.fr') : t('language.en'), apart: true },
        { id: 'out', label: t('sign-out'), apart: true },
      ]}
      onChoose={(id) => {
        if (id === 'me') void navigate('/me');
        else if (id === 'out') location.assign('/sign-out');
        else if (id === 'language') setLanguage(language === 'en' ? 'fr' : 'en');
        else setTheme(id.slice('theme-'.length));
      }}
    >
      <CircleUser size={18} aria-hidden />
      <span className={css['name']}>{me?.me.name}</span>
    </ActionMenu>
  );
}
