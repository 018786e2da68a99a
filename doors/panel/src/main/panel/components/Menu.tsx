import { EllipsisVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { Button, type Look } from './Button';
import css from './Menu.module.css';

export interface Choice {
  id: string;
  label: string;
  /** Why it cannot be chosen now. */
  not?: string | undefined;
  danger?: boolean;
  href?: string;
  apart?: boolean;
}

/** A button that opens a list of things to do. */
export function ActionMenu({
  label,
  choices,
  onChoose,
  children,
  look = 'icon',
  title,
}: {
  label: string;
  choices: Choice[];
  onChoose: (id: string) => void;
  children?: ReactNode;
  look?: Look;
  title?: string;
}) {
  return (
    <MenuTrigger>
      <Button look={look} aria-label={label} className="row-menu">
        {children ?? <EllipsisVertical size={18} aria-hidden />}
      </Button>
      <Popover placement="bottom end" className={css['popover'] ?? ''}>
        <Menu
          aria-label={label}
          className={css['menu'] ?? ''}
          onAction={(key) => onChoose(String(key))}
          disabledKeys={choices.filter((choice) => choice.not).map((choice) => choice.id)}
        >
          <MenuSection>
            {title && <Header className={css['title'] ?? ''}>{title}</Header>}
            {choices.flatMap((choice) => [
              ...(choice.apart ? [<Separator key={`${choice.id}-line`} className={css['line'] ?? ''} />] : []),
              <MenuItem
                key={choice.id}
                id={choice.id}
                textValue={choice.label}
                className={`${css['item']} ${choice.danger ? css['danger'] : ''}`}
                {...(choice.href ? { href: choice.href, target: '_blank', rel: 'noopener noreferrer' } : {})}
              >
                <span>{choice.label}</span>
                {choice.not && <span className={css['not']}>{choice.not}</span>}
              </MenuItem>,
            ])}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
