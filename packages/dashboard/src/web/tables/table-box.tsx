import type { ComponentChildren } from 'preact';

interface TableBoxProps {
  /** The content of the table, for keyboard and screen-reader users. */
  readonly label: string;
  /** Scrolls within the box when the table is long. */
  readonly isTall?: boolean;
  readonly children: ComponentChildren;
}

/** A box around a table that may be wider or longer than its place; the arrow keys scroll it. */
export function TableBox({ label, isTall = false, children }: TableBoxProps) {
  return (
    <div class={isTall ? 'table-box tall' : 'table-box'} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
