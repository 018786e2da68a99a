import type { Whole } from './en';
import { activity } from './fr/activity';
import { backups } from './fr/backups';
import { bulk } from './fr/bulk';
import { data } from './fr/data';
import { launch } from './fr/launch';
import { me } from './fr/me';
import { nodes } from './fr/nodes';
import { overview } from './fr/overview';
import { registries } from './fr/registries';
import { roles } from './fr/roles';
import { s3 } from './fr/s3';
import { settings } from './fr/settings';
import { shared } from './fr/shared';
import { shell } from './fr/shell';
import { tokens } from './fr/tokens';
import { usage } from './fr/usage';
import { users } from './fr/users';
import { words } from './fr/words';
import { workloads } from './fr/workloads';

/** Every text of the panel in French; one that is missing does not compile. */
export const fr: Record<keyof Whole, string> = {
  ...activity,
  ...backups,
  ...bulk,
  ...data,
  ...launch,
  ...me,
  ...nodes,
  ...overview,
  ...registries,
  ...roles,
  ...s3,
  ...settings,
  ...shared,
  ...shell,
  ...tokens,
  ...usage,
  ...users,
  ...words,
  ...workloads,
};
