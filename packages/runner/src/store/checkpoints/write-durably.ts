import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';

/** Writes a file and returns when the disk has it: after that a crash of the machine cannot leave it empty or cut off. */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
