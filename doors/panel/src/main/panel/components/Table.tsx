import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
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

/** A plain table, which turns into cards on narrow screens. */
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
  return (
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
  );
}
