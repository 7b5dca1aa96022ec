import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';

const standard = [0, 1, 2];

/**
 * Lets the process end cleanly after its terminal was closed. Node restores the terminal's settings as its last act
 * and aborts natively if that fails, but it skips descriptors that no longer refer to the terminal it started with.
 */
export function leaveLostTerminal(): void {
  const terminals = standard.filter((descriptor) => isatty(descriptor));
  process.on('exit', () => {
    if (terminals.every((descriptor) => isatty(descriptor))) return;
    // Each file opened here reuses the descriptor that was just closed, so the order matters.
    for (const descriptor of standard) {
      closeSync(descriptor);
      openSync('/dev/null', 'r+');
    }
  });
}
