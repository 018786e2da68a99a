import { Check, CircleX, Loader, Square, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Mood } from '../api/workloads';
import css from './Status.module.css';

const ICONS = { busy: Loader, calm: Square, warn: TriangleAlert, bad: CircleX };

/** A state in colour, icon and word; the reason, where there is one, stands beneath. */
export function Status({ mood, word, reason }: { mood: Mood; word: string; reason?: string }) {
  const Icon = mood === 'good' ? null : ICONS[mood];
  return (
    <span className={css['status']}>
      <span className={`${css['chip']} ${css[mood]}`}>
        {Icon ? <Icon size={13} aria-hidden className={css[`${mood}Icon`]} /> : <span className={css['dot']} aria-hidden />}
        {word}
      </span>
      {reason && <span className={css['reason']}>{reason}</span>}
    </span>
  );
}

/** A small label. */
export function Chip({ children, mood = 'calm' }: { children: ReactNode; mood?: Mood | 'accent' }) {
  return <span className={`${css['chip']} ${css['plain']} ${css[mood]}`}>{children}</span>;
}

/** Yes or no, for eyes and for ears. */
export function YesNo({ yes, word }: { yes: boolean; word: string }) {
  return (
    <span className={yes ? css['yes'] : css['no']}>
      {yes ? <Check size={16} aria-hidden /> : <span aria-hidden>–</span>}
      <span className="hidden">{word}</span>
    </span>
  );
}
