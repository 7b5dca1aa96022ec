import { navigate } from '../shell/router.ts';

/** Elements in a row with a use of their own: a click on them does not open the row. */
const controls = 'a, button, input, label, select, textarea, summary';

interface RowLink {
  readonly class: 'openable';
  readonly onClick: (event: MouseEvent) => void;
  readonly onMouseDown: (event: MouseEvent) => void;
  readonly onAuxClick: (event: MouseEvent) => void;
}

/**
 * Makes a whole table row open an address like a link: in this tab by a click, in a new one by a middle click or with
 * Ctrl or Cmd. Controls in the row keep their own use, and text can be selected. The row also has a real link, for
 * keyboards, screen readers and the browser's menu.
 */
export function rowLink(address: string): RowLink {
  return {
    class: 'openable',
    onClick: (event) => {
      if (event.defaultPrevented || isOnControl(event) || isSelectingIn(event.currentTarget)) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey) openTab(address);
      else navigate(address);
    },
    // A middle click would otherwise start scrolling.
    onMouseDown: (event) => {
      if (event.button === 1 && !isOnControl(event)) event.preventDefault();
    },
    onAuxClick: (event) => {
      if (event.button === 1 && !isOnControl(event)) openTab(address);
    },
  };
}

function openTab(address: string): void {
  open(address, '_blank', 'noopener');
}

function isOnControl({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest(controls) !== null;
}

function isSelectingIn(row: EventTarget | null): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && row instanceof Node && selection.containsNode(row, true);
}
