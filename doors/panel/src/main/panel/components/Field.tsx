import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import css from './Field.module.css';

interface Around {
  /** Where a summary of errors leads to. */
  id?: string;
  label: string;
  hint?: ReactNode;
  error?: string;
  optional?: string;
}

function Frame({ id, label, hint, error, optional, children }: Omit<Around, 'id'> & { id: string; children: ReactNode }) {
  return (
    <div className={css['field']}>
      <label htmlFor={id} className={css['label']}>
        {label}
        {optional && <span className={css['optional']}> {optional}</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className={css['hint']}>
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p id={`${id}-error`} className={css['error']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

const described = (id: string, { hint, error }: Around) =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

/** A line of text, with its label, hint and error tied to it. */
export function TextField({
  value,
  onChange,
  label,
  hint,
  error,
  optional,
  id: known,
  ...input
}: Around & { value: string; onChange: (value: string) => void } & Omit<
    InputHTMLAttributes<HTMLInputElement>,
    'value' | 'onChange'
  >) {
  const own = useId();
  const id = known ?? own;
  const around = { label, hint, error: error ?? '', optional: optional ?? '' };
  return (
    <Frame id={id} {...around}>
      <input
        {...input}
        id={id}
        className={css['input']}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, around)}
      />
    </Frame>
  );
}

/** Several lines of text. */
export function AreaField({
  value,
  onChange,
  rows = 3,
  mono = false,
  id: known,
  ...around
}: Around & { value: string; onChange: (value: string) => void; rows?: number; mono?: boolean }) {
  const own = useId();
  const id = known ?? own;
  return (
    <Frame id={id} {...around}>
      <textarea
        id={id}
        className={`${css['input']} ${mono ? 'mono' : ''}`}
        rows={rows}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={around.error ? true : undefined}
        aria-describedby={described(id, around)}
      />
    </Frame>
  );
}

/** One of a few; the browser's own list, which every keyboard and reader knows. */
export function SelectField({
  value,
  onChange,
  options,
  id: known,
  ...around
}: Around & { value: string; onChange: (value: string) => void; options: { id: string; label: string }[] }) {
  const own = useId();
  const id = known ?? own;
  return (
    <Frame id={id} {...around}>
      <select
        id={id}
        className={css['input']}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={around.error ? true : undefined}
        aria-describedby={described(id, around)}
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** Yes or no. */
export function Check({
  label,
  hint,
  badge,
  checked,
  onChange,
  disabled = false,
}: {
  label: ReactNode;
  hint?: ReactNode;
  badge?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className={css['check']}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      <div>
        <label htmlFor={id}>
          {label} {badge && <span className={css['badge']}>{badge}</span>}
        </label>
        {hint && (
          <p id={`${id}-hint`} className={css['hint']}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** One of a few, each with its meaning. */
export function Cards({
  legend,
  value,
  onChange,
  options,
}: {
  legend: string;
  value: string;
  onChange: (value: string) => void;
  options: { id: string; label: string; meaning: string }[];
}) {
  const name = useId();
  return (
    <fieldset className="bare">
      <legend className={css['label']}>{legend}</legend>
      <div className={css['cards']}>
        {options.map((option) => (
          <label key={option.id} className={css['card']}>
            <input
              type="radio"
              name={name}
              value={option.id}
              checked={value === option.id}
              onChange={() => onChange(option.id)}
            />
            <span>
              <strong>{option.label}</strong>
              <span className={css['hint']}>{option.meaning}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
