import { Link } from 'react-router';
import { useState } from 'react';
import { useMay } from '../../api/me';
import { useRoles } from '../../api/users';
import { Card, Page, Stale, Trouble, Waiting } from '../../components/Page';
import { Check } from '../../components/Field';
import { YesNo } from '../../components/Status';
import { roles } from '../../texts/en/roles';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import { useRoleWords } from '../users/words';
import css from './Roles.module.css';

bring(roles);

/** What each role lets one do: in words, and as a table. */
export function Roles() {
  const { t } = useTexts();
  const may = useMay();
  const { label, meaning, deed } = useRoleWords();
  const found = useRoles();
  const [shown, setShown] = useState<string[] | null>(null);
  if (!may('user_read')) return <Forbidden title={t('nav.roles')} missing="user_read" />;
  if (!found.data) return found.error ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />;
  const governing = found.data.filter((role) => role.permissions.length > 0);
  const elsewhere = found.data.filter((role) => role.permissions.length === 0);
  const columns = governing.filter((role) => shown === null || shown.includes(role.name));
  const permissions = new Map(governing.flatMap((role) => role.permissions).map((each) => [each.name, each]));
  return (
    <Page title={t('nav.roles')} lead={t('roles.lead')}>
      <Stale of={[found]} />
      <div className="cards">
        {governing.map((role) => (
          <Card key={role.name} title={label(role)}>
            <p>{meaning(role)}</p>
            <p className="spread small">
              <code>{role.name}</code>
              <Link to={`/access/users?q=role:${role.name}`}>{t('roles.who')}</Link>
            </p>
          </Card>
        ))}
      </div>
      <Card title={t('roles.matrix')}>
        <fieldset className="bare row">
          <legend className="hidden">{t('roles.columns')}</legend>
          {governing.map((role) => (
            <Check
              key={role.name}
              label={label(role)}
              checked={columns.includes(role)}
              onChange={(on) => {
                const names = columns.map((each) => each.name);
                setShown(on ? [...names, role.name] : names.filter((name) => name !== role.name));
              }}
            />
          ))}
        </fieldset>
        <div className={css['scroll']} tabIndex={0} role="region" aria-label={t('roles.matrix')}>
          <table className={css['matrix']}>
            <caption className="hidden">{t('roles.matrix')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('roles.permission')}</th>
                {columns.map((role) => (
                  <th key={role.name} scope="col">
                    {label(role)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...permissions.values()].map((permission) => (
                <tr key={permission.name}>
                  <th scope="row">{deed(permission)}</th>
                  {columns.map((role) => {
                    const yes = role.permissions.some((each) => each.name === permission.name);
                    return (
                      <td key={role.name}>
                        <YesNo yes={yes} word={t(yes ? 'yes' : 'no')} />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      <Card title={t('roles.elsewhere')}>
        <p className="soft">{t('roles.elsewhere.text')}</p>
        <p>{elsewhere.map((role) => label(role)).join(' · ')}</p>
      </Card>
    </Page>
  );
}
