import type { activity } from './en/activity';
import type { backups } from './en/backups';
import type { bulk } from './en/bulk';
import type { data } from './en/data';
import type { launch } from './en/launch';
import type { me } from './en/me';
import type { nodes } from './en/nodes';
import { overview } from './en/overview';
import type { registries } from './en/registries';
import type { roles } from './en/roles';
import type { s3 } from './en/s3';
import type { settings } from './en/settings';
import { shared } from './en/shared';
import { shell } from './en/shell';
import type { tokens } from './en/tokens';
import type { usage } from './en/usage';
import type { users } from './en/users';
import { words } from './en/words';
import { workloads } from './en/workloads';

/** The texts that the first page has in English. `{n|# one|# other}` is chosen by the plural rules. */
export const en = {
  ...overview,
  ...shared,
  ...shell,
  ...words,
  ...workloads,
};

/** Every text: pages that are fetched later bring theirs along (`bring` in `texts.tsx`). */
export type Whole = typeof en &
  typeof activity &
  typeof backups &
  typeof bulk &
  typeof data &
  typeof launch &
  typeof me &
  typeof nodes &
  typeof registries &
  typeof roles &
  typeof s3 &
  typeof settings &
  typeof tokens &
  typeof usage &
  typeof users;
