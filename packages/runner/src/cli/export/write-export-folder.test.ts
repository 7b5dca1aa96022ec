import { execFileSync, spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nameBeside } from './abandoned-exports.ts';
import { checkOutput, writeExportFolder } from './write-export-folder.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'sweepdeck-export-'));
});
afterEach(() => rmSync(place, { recursive: true }));

const files = (text: string) =>
  new Map<string, string | Uint8Array>([
    ['model.json', text],
    ['weights.bin', Uint8Array.of(1)],
  ]);
const codeOf = (code: string): unknown => expect.objectContaining({ code });

test('a folder is made with the folders above it, and nothing is left beside it', () => {
  const folder = join(place, 'public/models/one');
  writeExportFolder(folder, files('new'), false);
  expect(readdirSync(folder).sort()).toEqual(['model.json', 'weights.bin']);
  expect(readdirSync(join(place, 'public/models'))).toEqual(['one']);
});

test('an empty folder is taken; an earlier export only by force', () => {
  const folder = join(place, 'one');
  mkdirSync(folder);
  writeExportFolder(folder, files('first'), false);
  expect(() => writeExportFolder(folder, files('second'), false)).toThrow(codeOf('output-exists'));
  expect(readFileSync(join(folder, 'model.json'), 'utf8')).toBe('first');
  writeExportFolder(folder, new Map([['model.safetensors', 'third']]), true);
  expect(readdirSync(folder)).toEqual(['model.safetensors']);
  expect(readdirSync(place)).toEqual(['one']);
});

test('what no export wrote is never replaced', () => {
  const folder = join(place, 'one');
  writeExportFolder(folder, files('first'), false);
  writeFileSync(join(folder, 'thesis.txt'), 'years of work');
  expect(() => checkOutput(folder, true)).toThrow(/thesis\.txt/);
  expect(() => writeExportFolder(folder, files('second'), true)).toThrow(codeOf('output-not-an-export'));
  writeFileSync(join(place, 'file'), '');
  expect(() => checkOutput(join(place, 'file'), true)).toThrow(/not a folder/);
  expect(readdirSync(place).sort()).toEqual(['file', 'one']);
});

test.skipIf(process.platform === 'win32')(
  'a pipe and a link stay as they are, also by force and by the names of an export',
  () => {
    const at = (name: string): string => join(place, name);
    execFileSync('mkfifo', [at('pipe')]);
    mkdirSync(at('target'));
    for (const [link, path] of [
      ['to-pipe', 'pipe'],
      ['to-folder', 'target'],
      ['to-nothing', 'nowhere'],
    ] as const)
      symlinkSync(at(path), at(link));
    for (const name of ['pipe', 'to-pipe', 'to-folder', 'to-nothing']) {
      expect(() => checkOutput(at(name), false)).toThrow(codeOf('output-exists'));
      expect(() => writeExportFolder(at(name), files('new'), true)).toThrow(/was not replaced: it is not a folder/);
    }
    mkdirSync(at('one/model.json'), { recursive: true });
    execFileSync('mkfifo', [at('one/weights.bin')]);
    symlinkSync(at('target'), at('one/labels.json'));
    expect(() => writeExportFolder(at('one'), files('new'), true)).toThrow(/labels\.json, model\.json, weights\.bin/);
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
    expect(lstatSync(at('one/weights.bin')).isFIFO()).toBe(true);
    expect(readdirSync(place).sort()).toEqual(['one', 'pipe', 'target', 'to-folder', 'to-nothing', 'to-pipe']);
  },
);

test('a folder that cannot be written is told, and leaves nothing', () => {
  writeFileSync(join(place, 'file'), '');
  expect(() => writeExportFolder(join(place, 'file/one'), files('x'), false)).toThrow(codeOf('output-unwritable'));
  const broken = new Map([
    ['model.json', 'x'],
    ['n'.repeat(300), 'y'],
  ]);
  expect(() => writeExportFolder(join(place, 'two'), broken, false)).toThrow(codeOf('output-unwritable'));
  expect(readdirSync(place)).toEqual(['file']);
});

test('what killed exports into the same folder left is removed, and nothing that may still be written', () => {
  const ended = spawnSync(process.execPath, ['--version']).pid;
  const own = basename(nameBeside(join(place, 'one'), 'new'));
  const of = (processId: number, role: string, name = 'one'): string =>
    own.replace(`.new.${process.pid}-`, `.${role}.${processId}-`).replace('one', name);
  const left = [of(ended, 'new'), of(ended, 'old'), own, '.one.123.new', '.one.124.old'];
  const staying = [of(process.ppid, 'new'), of(ended, 'new', 'other'), '.one.125.new', '.one.notes', 'one.2'];
  for (const name of [...left, ...staying]) {
    mkdirSync(join(place, name));
    writeFileSync(join(place, name, 'model.json'), 'half');
  }
  for (const name of ['.one.123.new', '.one.124.old']) utimesSync(join(place, name), 0, 0);
  writeExportFolder(join(place, 'one'), files('whole'), false);
  expect(readdirSync(place).toSorted()).toEqual([...staying, 'one'].toSorted());
  expect(readFileSync(join(place, 'one', 'model.json'), 'utf8')).toBe('whole');
});
