import { navigate } from './router.ts';

/** What has a use of its own in a row, so that a click on it opens nothing. */
const controls = 'a, button, input, label, select, textarea, summary';

interface RowLink {
  readonly class: 'openable';
  readonly onClick: (event: MouseEvent) => void;
  readonly onMouseDown: (event: MouseEvent) => void;
  readonly onAuxClick: (event: MouseEvent) => void;
}

/**
 * Makes a whole table row open an address as a link would: a click in this tab, a middle click or one with Ctrl or Cmd in
 * a new one. Controls in the row keep their own use, and text can be selected. Beside it the row has a true link, for
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
    // A middle click would otherwise begin to scroll.
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
