import type { LucideIcon } from 'lucide-react';
import { AppWindow, BookOpen, Cable, Cpu, Database, House, KeyRound, KeySquare, Package, ScrollText, Server, Settings, ShieldCheck, Users } from 'lucide-react';
import type { Key } from '../texts/texts';

export interface Place {
  to: string;
  label: Key;
  icon: LucideIcon;
  /** Shown to those who may. */
  needs?: string;
  /** Typed after g. */
  key?: string;
}

/** The rail, in groups. */
export const PLACES: { label?: Key; places: Place[] }[] = [
  { places: [{ to: '/', label: 'nav.overview', icon: House, key: 'o' }] },
  {
    label: 'nav.build',
    places: [
      { to: '/notebooks', label: 'nav.notebooks', icon: BookOpen, needs: 'notebook_read', key: 'n' },
      { to: '/jobs', label: 'nav.jobs', icon: Cpu, needs: 'job_read', key: 'j' },
      { to: '/apps', label: 'nav.apps', icon: AppWindow, needs: 'app_read', key: 'a' },
      { to: '/registries', label: 'nav.registries', icon: Package, needs: 'registry_manage', key: 'i' },
      { to: '/data', label: 'nav.data', icon: Database, needs: 'object_read', key: 'd' },
    ],
  },
  {
    label: 'nav.access',
    places: [
      { to: '/access/users', label: 'nav.users', icon: Users, needs: 'user_read', key: 'u' },
      { to: '/access/roles', label: 'nav.roles', icon: ShieldCheck, needs: 'user_read', key: 'r' },
      { to: '/access/tokens', label: 'nav.tokens', icon: KeyRound, needs: 'token_read', key: 't' },
      { to: '/access/s3', label: 'nav.s3', icon: KeySquare, needs: 'object_read', key: 's' },
      { to: '/access/sessions', label: 'nav.connections', icon: Cable, needs: 'session_read', key: 'c' },
      { to: '/activity', label: 'nav.activity', icon: ScrollText, key: 'y' },
    ],
  },
  {
    label: 'nav.installation',
    places: [
      { to: '/nodes', label: 'nav.nodes', icon: Server, needs: 'node_manage', key: 'm' },
      { to: '/settings', label: 'nav.settings', icon: Settings, needs: 'project_manage', key: 'e' },
    ],
  },
];
