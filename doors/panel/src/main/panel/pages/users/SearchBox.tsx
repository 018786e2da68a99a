import { useId, useState, type KeyboardEvent } from 'react';
import { users } from '../../texts/en/users';
import { bring, useTexts } from '../../texts/texts';
import { suggestions } from './suggest';
import css from './Users.module.css';

bring(users);

/** The field that finds users; it says how a word may go on. */
export function SearchBox({
  value,
  onChange,
  roles,
}: {
  value: string;
  onChange: (value: string) => void;
  roles: string[];
}) {
  const { t, named } = useTexts();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const found = open ? suggestions(value, roles) : [];
  const take = (index: number) => {
    const chosen = found[index];
    if (!chosen) return;
    onChange(chosen.text);
    setAt(-1);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (found.length === 0) return;
      event.preventDefault();
      setAt((now) => (now + (event.key === 'ArrowDown' ? 1 : -1) + found.length + 1) % (found.length + 1));
    } else if ((event.key === 'Enter' || event.key === 'Tab') && found[at]) {
      event.preventDefault();
      take(at);
    } else if (event.key === 'Escape' && found.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div className={css['combo']}>
      <input
        type="search"
        role="combobox"
        aria-label={t('users.search')}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        value={value}
        placeholder={t('users.search.hint')}
        onChange={(event) => {
          onChange(event.target.value);
          setOpen(true);
          setAt(-1);
        }}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
      />
      <div id={`${id}-list`} role="listbox" aria-label={t('users.suggest')} className={css['suggestions']} hidden={found.length === 0}>
        {found.map((each, index) => (
          // The keyboard moves through these from the field, as in every such list.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={each.word}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(index)}
          >
            <code>{each.word.trim()}</code>
            {each.key && <span className="soft small">{named(`users.suggest.${each.key}`, '')}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
