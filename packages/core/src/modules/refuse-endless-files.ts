import { statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { clipText, SweepdeckError } from '../errors/index.ts';
import { FileError, readRegularFileSync } from '../files/index.ts';

/** A larger file is not code. */
const mostBytes = 64 * 2 ** 20;

/** Extensions that esbuild tries after a path without one, and instead of a JavaScript extension. */
const extensions = ['.tsx', '.ts', '.jsx', '.js', '.css', '.json', '.mts', '.cts', '.mjs', '.cjs'];
const isScript = /\.[cm]?[jt]sx?$/;
const isJavaScript = /\.[cm]?jsx?$/;

/** Quoted text that starts like a file path. Without reading imported files, esbuild cannot find imports any better. */
const quotedPath = /(["'`])(\.{1,2}(?:\/[^"'`\n]*)?|\/[^"'`\n]+)\1/g;

/**
 * Reads a custom module and the files that it imports by path, because the bundler would read a pipe or a device
 * without end.
 *
 * @throws SweepdeckError `module-not-found` for the file itself, `module-not-built` with the line of an import that
 * leads to something other than a regular file. Missing files are left to the bundler, which reports them better
 */
export function refuseEndlessFiles(entry: string): void {
  const seen = new Set([entry]);
  const open = [{ path: entry, importedAt: '' }];
  // The list grows while it is walked.
  for (const { path, importedAt } of open) {
    const text = readText(path, importedAt);
    if (!isScript.test(path)) continue;
    for (const { 0: quoted, 2: name = '', index } of text.matchAll(quotedPath)) {
      const inFile = path === entry ? entry : `${entry}: ${path}`;
      for (const candidate of candidatesOf(resolve(dirname(path), name))) {
        if (seen.has(candidate)) continue;
        seen.add(candidate);
        open.push({ path: candidate, importedAt: `${inFile}:${placeIn(text, index)}: Could not read ${quoted}` });
      }
    }
  }
}

function readText(path: string, importedAt: string): string {
  const refuse = (what: string): SweepdeckError => notBuilt(`${importedAt || path}: ${what}`);
  try {
    const bytes = readRegularFileSync(path, { maxBytes: mostBytes });
    if (isScript.test(path) && isUtf16(bytes)) throw refuse('it is written in UTF-16, expected UTF-8');
    return bytes.toString();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw importedAt === '' ? notFound(path, error) : refuse(error.message);
  }
}

function candidatesOf(path: string): string[] {
  const swapped = isJavaScript.test(path) ? [path.replace(/js(x?)$/, 'ts$1')] : [];
  const index = extname(path) === '' ? extensions.map((extension) => resolve(path, `index${extension}`)) : [];
  return [path, ...swapped, ...extensions.map((extension) => path + extension), ...index].filter(isThere);
}

/** Tells whether a path leads to something other than a folder. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch {
    return false;
  }
}

/** `3:7` */
function placeIn(text: string, index: number): string {
  const lines = text.slice(0, index).split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** PowerShell writes UTF-16 with `>`; the bundler would only complain about an unexpected character. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function notFound(path: string, cause: FileError): SweepdeckError {
  const what = cause.reason === 'missing' ? 'no such file' : cause.message.replace(/, expected a file$/, '');
  return new SweepdeckError({
    code: 'module-not-found',
    message: clipText(`${clipText(path, 300)}: ${what}; expected a TypeScript or JavaScript module`),
    hint: 'A path in a sweep file starts at the folder of that file, one in --set at the current directory.',
    cause,
  });
}

function notBuilt(message: string): SweepdeckError {
  return new SweepdeckError({
    code: 'module-not-built',
    message: clipText(message),
    hint: 'A relative path starts at the folder of the sweep file, or in --set at the current directory.',
  });
}
