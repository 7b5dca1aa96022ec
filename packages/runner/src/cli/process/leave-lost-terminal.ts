import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';

const standard = [0, 1, 2];

/**
 * Lets the process end in peace when its terminal was closed. Node puts the terminal's settings back as the last thing it
 * does, and aborts natively where that fails; it leaves alone what is no longer the terminal it began with.
 */
export function leaveLostTerminal(): void {
  const terminals = standard.filter((descriptor) => isatty(descriptor));
  process.on('exit', () => {
    if (terminals.every((descriptor) => isatty(descriptor))) return;
    // In this order each takes the number that was just given back.
    for (const descriptor of standard) {
      closeSync(descriptor);
      openSync('/dev/null', 'r+');
    }
  });
}
