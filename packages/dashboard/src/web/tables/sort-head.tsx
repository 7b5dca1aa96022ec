/** A column that the table can be sorted by. */
export interface SortableColumn {
  /** Its name in the address; a leading minus reverses the order. */
  readonly id: string;
  readonly title: string;
  readonly isNumber: boolean;
  /** The order of the first click: the best first. */
  readonly firstSort: string;
}

interface SortHeadProps {
  readonly column: SortableColumn;
  /** The table's current order. */
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

/** The head of a sortable column: a button that sorts by it, and reverses the order the second time. */
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
