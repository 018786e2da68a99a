import { EllipsisVertical } from 'lucide-react';
import { lazy, Suspense, useId, useRef, useState, type ReactNode } from 'react';
import { Button, type Look } from './Button';

export interface Choice {
  id: string;
  label: string;
  /** Why it cannot be chosen now. */
  not?: string | undefined;
  danger?: boolean;
  href?: string;
  apart?: boolean;
}

const fetched = () => import('./MenuList');
const MenuList = lazy(async () => ({ default: (await fetched()).MenuList }));

/** A button that opens a list of things to do. The list is fetched as soon as somebody comes near one. */
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
  const button = useRef<HTMLButtonElement>(null);
  const list = useId();
  const [open, setOpen] = useState<'first' | 'last' | null>(null);
  const near = () => void fetched();
  return (
    <>
      <Button
        ref={button}
        look={look}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open !== null}
        {...(open ? { 'aria-controls': list } : {})}
        className="row-menu"
        onPress={() => setOpen('first')}
        onHoverStart={near}
        onFocus={near}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setOpen('first');
          else if (event.key === 'ArrowUp') setOpen('last');
          else event.continuePropagation();
        }}
      >
        {children ?? <EllipsisVertical size={18} aria-hidden />}
      </Button>
      {open && (
        <Suspense>
          <MenuList
            id={list}
            label={label}
            choices={choices}
            button={button}
            begin={open}
            onChoose={onChoose}
            onClose={() => setOpen(null)}
            {...(title ? { title } : {})}
          />
        </Suspense>
      )}
    </>
  );
}
