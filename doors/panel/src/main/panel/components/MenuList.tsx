import type { RefObject } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover, Separator } from 'react-aria-components';
import type { Choice } from './Menu';
import css from './Menu.module.css';

/** The open list of an {@link ActionMenu}. */
export function MenuList({
  id,
  label,
  choices,
  button,
  begin,
  onChoose,
  onClose,
  title,
}: {
  id: string;
  label: string;
  choices: Choice[];
  button: RefObject<HTMLButtonElement | null>;
  begin: 'first' | 'last';
  onChoose: (id: string) => void;
  onClose: () => void;
  title?: string;
}) {
  return (
    <Popover
      isOpen
      onOpenChange={(open) => !open && onClose()}
      triggerRef={button}
      placement="bottom end"
      aria-label={label}
      className={css['popover'] ?? ''}
    >
      <Menu
        id={id}
        aria-label={label}
        autoFocus={begin}
        className={css['menu'] ?? ''}
        onClose={onClose}
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
  );
}
