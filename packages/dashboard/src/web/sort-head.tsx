/** A column that a table can be sorted by. */
export interface SortableColumn {
  /** What the address calls it; a leading minus reverses. */
  readonly id: string;
  readonly title: string;
  readonly isNumber: boolean;
  /** What the first click sorts by: the best first. */
  readonly firstSort: string;
}

interface SortHeadProps {
  readonly column: SortableColumn;
  /** What the table is sorted by now. */
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

/** The head of a sortable column: a button that sorts by it, and turns the order the second time. */
export function SortHead({ column: { id, title, isNumber, firstSort }, sort, onSort }: SortHeadProps) {
  const isSorted = sort === id || sort === `-${id}`;
  const isDescending = sort.startsWith('-');
  const next = sort === firstSort ? (firstSort.startsWith('-') ? id : `-${id}`) : firstSort;
  return (
    <th
      scope="col"
      class={isNumber ? 'number' : undefined}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" class="sorter" onClick={() => onSort(next)}>
        {title}
        <span class="arrow" aria-hidden="true">
          {isSorted ? (isDescending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}
