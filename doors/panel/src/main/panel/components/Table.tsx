import { ArrowDown, ArrowUp } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import css from './Table.module.css';

export interface Column<T> {
  id: string;
  title: string;
  cell: (row: T) => ReactNode;
  /** The server can order by it. */
  sorts?: boolean;
  /** Names the row. */
  head?: boolean;
  /** What stands in it may be one long word, and is broken anywhere. */
  long?: boolean;
  /** Its title is for ears only. */
  silent?: boolean;
}

/** Lays a table out as cards wherever it would be wider than its place, whatever stands in it and in whichever language. */
function useCards() {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const around = place.current;
    const table = around?.firstElementChild;
    if (!around || !(table instanceof HTMLTableElement)) return undefined;
    let width = -1;
    const fit = () => {
      width = around.clientWidth;
      delete table.dataset['cards'];
      if (table.offsetWidth > width) table.dataset['cards'] = '';
    };
    fit();
    const observer = new ResizeObserver(() => around.clientWidth !== width && fit());
    observer.observe(around);
    return () => observer.disconnect();
  });
  return place;
}

/** A plain table, which turns into cards where it is too wide for its place. */
export function Table<T>({
  caption,
  columns,
  rows,
  id,
  sort,
  order,
  onSort,
}: {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  id: (row: T) => string | number;
  sort?: string;
  order?: string;
  onSort?: (sort: string, order: string) => void;
}) {
  const place = useCards();
  return (
    <div ref={place} className={css['place']}>
    <table className={css['table']} role="table">
      <caption className="hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => {
            const here = sort === column.id;
            const up = order !== 'desc';
            return (
              <th
                key={column.id}
                scope="col"
                role="columnheader"
                className={column.silent ? css['silent'] : undefined}
                aria-sort={here ? (up ? 'ascending' : 'descending') : undefined}
              >
                {column.sorts && onSort ? (
                  <button
                    type="button"
                    className={css['sort']}
                    onClick={() => onSort(column.id, here && up ? 'desc' : 'asc')}
                  >
                    {column.title}
                    {here && (up ? <ArrowUp size={14} aria-hidden /> : <ArrowDown size={14} aria-hidden />)}
                  </button>
                ) : (
                  <span className={column.silent ? 'hidden' : ''}>{column.title}</span>
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={id(row)} role="row" data-row={id(row)}>
            {columns.map((column) =>
              column.head ? (
                <th key={column.id} scope="row" role="rowheader">
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.id} role="cell" className={column.silent ? css['silent'] : column.long ? css['long'] : undefined} data-title={column.silent ? undefined : column.title}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
    </div>
  );
}
