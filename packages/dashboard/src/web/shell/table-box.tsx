import type { ComponentChildren } from 'preact';

interface TableBoxProps {
  /** What the table holds, for those who come to it by keyboard. */
  readonly label: string;
  /** Scrolls in itself where it is long. */
  readonly isTall?: boolean;
  readonly children: ComponentChildren;
}

/** Around a table that may be wider or longer than its place: the arrow keys scroll it. */
export function TableBox({ label, isTall = false, children }: TableBoxProps) {
  return (
    <div class={isTall ? 'table-box tall' : 'table-box'} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
