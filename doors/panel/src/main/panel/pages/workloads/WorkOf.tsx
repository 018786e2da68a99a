import { Link } from 'react-router';
import { useMay } from '../../api/me';
import { ALL, KINDS, mood, nameOf, useWorkloads, type Kind } from '../../api/workloads';
import { Status } from '../../components/Status';
import { useTexts } from '../../texts/texts';
import { useWorkWords } from './words';

/** What a user has going, of all kinds. */
export function WorkOf({ user }: { user: string }) {
  const { t } = useTexts();
  const may = useMay();
  const kinds = KINDS.filter((kind) => may(`${kind}_read`));
  if (kinds.length === 0) return <p className="soft">{t('users.running.none')}</p>;
  return kinds.map((kind) => <OfKind key={kind} kind={kind} user={user} />);
}

function OfKind({ kind, user }: { kind: Kind; user: string }) {
  const { t } = useTexts();
  const { state } = useWorkWords();
  const found = useWorkloads(kind, { ...ALL, owner: user, size: 10 }).data;
  if (!found) return null;
  return (
    <div className="stack">
      <h3>
        {t(`nav.${kind}s`)} <span className="soft">({found.total})</span>
      </h3>
      {found.items.length > 0 && (
        <ul className="stack">
          {found.items.map((each) => (
            <li key={each.id} className="spread">
              <Link to={`/${kind}s/${each.id}`}>{nameOf(each)}</Link>
              <Status mood={mood(each)} word={state(each)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
