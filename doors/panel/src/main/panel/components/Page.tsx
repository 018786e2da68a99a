import { ChevronRight, CircleAlert, RotateCw } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { Problem } from '../api/client';
import { useTexts } from '../texts/texts';
import { Button } from './Button';
import { CopyButton } from './Copy';
import css from './Page.module.css';

export interface Crumb {
  to: string;
  label: string;
}

/** A page: its title, where it is, what can be done, and what it says. The focus begins at its heading. */
export function Page({
  title,
  crumbs = [],
  actions,
  lead,
  children,
}: {
  title: string;
  crumbs?: Crumb[];
  actions?: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname, key } = useLocation();
  useEffect(() => {
    document.title = [title, ...crumbs.map((crumb) => crumb.label).reverse(), 'Gatehouse'].join(' · ');
  });
  useEffect(() => {
    if (key !== 'default') heading.current?.focus({ preventScroll: true });
    // Once per page: a filter or a dialog in the address is no new page.
    // eslint-disable-next-line
  }, [pathname.split('/').slice(0, 4).join('/')]);
  return (
    <div className={css['page']}>
      {crumbs.length > 0 && (
        <nav aria-label={t('breadcrumb')}>
          <ol className={css['crumbs']}>
            {crumbs.map((crumb) => (
              <li key={crumb.to}>
                <Link to={crumb.to}>{crumb.label}</Link>
                <ChevronRight size={14} aria-hidden />
              </li>
            ))}
            <li aria-current="page">{title}</li>
          </ol>
        </nav>
      )}
      <div className={css['head']}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <div className={css['lead']}>{lead}</div>}
        </div>
        {actions && <div className="row">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** The pages of one thing, each with an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: Crumb[] }) {
  return (
    <nav aria-label={label} className={css['tabs']}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end replace>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}

/** A box with a heading. */
export function Card({ title, children, actions }: { title?: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <section className={css['card']} aria-label={title}>
      {title && (
        <div className="spread">
          <h2>{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

/** Facts: what, and how it is. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className={css['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Nothing there, yet or for this search: three parts, so that one knows what to do. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={css['empty']}>
      <h2>{title}</h2>
      {children}
      {action}
    </div>
  );
}

/** What went wrong, and the way on; what was there before stays on the page. */
export function Trouble({ error, since, onRetry }: { error: unknown; since?: number; onRetry?: () => void }) {
  const { t, time } = useTexts();
  const problem = error instanceof Problem ? error : null;
  const text = problem && problem.status > 0 ? problem.message : t('trouble.unreachable');
  return (
    <div className={css['trouble']} role="alert">
      <CircleAlert size={18} aria-hidden />
      <div>
        <p>{text}</p>
        {since !== undefined && since > 0 && (
          <p className="small">{t('trouble.since', { time: time(new Date(since).toISOString()) })}</p>
        )}
        {problem?.request && (
          <p className="small">
            {t('trouble.request')} <code>{problem.request}</code>
            <CopyButton text={problem.request} label={t('trouble.copy')} />
          </p>
        )}
      </div>
      {onRetry && (
        <Button onPress={onRetry}>
          <RotateCw size={15} aria-hidden /> {t('retry')}
        </Button>
      )}
    </div>
  );
}

interface Asked {
  error: unknown;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

/** What could not be asked again: the first refusal, since when the page is old, and the way on. Nothing while all is well. */
export function Stale({ of }: { of: Asked[] }) {
  const failed = of.filter((each) => each.error !== null);
  const first = failed[0];
  if (!first) return null;
  const times = failed.map((each) => each.dataUpdatedAt).filter((at) => at > 0);
  return (
    <Trouble
      error={first.error}
      {...(times.length > 0 ? { since: Math.min(...times) } : {})}
      onRetry={() => failed.forEach((each) => void each.refetch())}
    />
  );
}

/** A sentence worth noticing. */
export function Note({ children, mood = 'busy' }: { children: ReactNode; mood?: 'busy' | 'warn' | 'bad' | 'good' }) {
  return <div className={`${css['note']} ${css[mood]}`}>{children}</div>;
}

/** Something is on its way; seen only where it takes a while. */
export function Waiting() {
  const { t } = useTexts();
  return (
    <p className={css['waiting']} role="status">
      {t('loading')}
    </p>
  );
}
