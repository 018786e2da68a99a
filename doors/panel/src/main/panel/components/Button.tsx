import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import { Link, type LinkProps } from 'react-router';
import css from './Button.module.css';

export type Look = 'main' | 'plain' | 'quiet' | 'danger' | 'icon';

/** A button; `quiet` has no border, `icon` needs an `aria-label`. */
export function Button({
  look = 'plain',
  children,
  className,
  ...rest
}: Omit<ButtonProps, 'className'> & { look?: Look; children: ReactNode; className?: string; ref?: Ref<HTMLButtonElement> }) {
  return (
    <AriaButton {...rest} className={`${css['button']} ${css[look]} ${className ?? ''}`}>
      {children}
    </AriaButton>
  );
}

/** A link that looks like a button, for going somewhere. */
export function LinkButton({ look = 'plain', ...rest }: LinkProps & { look?: Look }) {
  return <Link {...rest} className={`${css['button']} ${css[look]}`} />;
}

/** The same for an address of another host: a workload. */
export function OutLink({ look = 'plain', href, children }: { look?: Look; href: string; children: ReactNode }) {
  const safe = /^https?:\/\//.test(href) ? href : '#';
  return (
    <a className={`${css['button']} ${css[look]}`} href={safe} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
