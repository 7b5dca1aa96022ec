import { statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { clipText, SweepdeckError } from '../errors/index.ts';
import { FileError, readRegularFileSync } from '../files/index.ts';

/** Beyond this it is no code, nor data that belongs into code. */
const mostBytes = 64 * 2 ** 20;

/** What esbuild tries behind a path without an extension, and in place of the extension of JavaScript. */
const extensions = ['.tsx', '.ts', '.jsx', '.js', '.css', '.json', '.mts', '.cts', '.mjs', '.cjs'];
const isScript = /\.[cm]?[jt]sx?$/;
const isJavaScript = /\.[cm]?jsx?$/;

/** Text in quotes that begins like the path of a file: esbuild tells an import no better without reading what it leads to. */
const quotedPath = /(["'`])(\.{1,2}(?:\/[^"'`\n]*)?|\/[^"'`\n]+)\1/g;

/**
 * Reads a file of the user's own and what it imports by path, because the bundler would read a pipe or a device without end.
 * @throws SweepdeckError `module-not-found` for the file itself, `module-not-built` with the line of an import that leads to no
 * regular file. What leads nowhere is left to the bundler, which tells it better.
 */
export function refuseEndlessFiles(entry: string): void {
  const seen = new Set([entry]);
  const open = [{ path: entry, importedAt: '' }];
  // Grows while it is walked.
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

/** Whether a path leads to something else than a folder. */
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

/** As PowerShell writes with `>`; the bundler would name only an unexpected character. */
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
    hint: 'Import only files beside the module that are saved as UTF-8, and no pipe or device, which never ends.',
  });
}
