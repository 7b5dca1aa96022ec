import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findNodeHeaders } from './find-node-headers.ts';

let root: string;
let headers: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'sweepdeck-node-headers-'));
  headers = path.join(root, 'include', 'node');
  mkdirSync(headers, { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

test("the folder that was given, or npm's setting", () => {
  writeFileSync(path.join(headers, 'node_api.h'), '');
  expect(findNodeHeaders(root, {})).toBe(headers);
  expect(findNodeHeaders(undefined, { npm_config_nodedir: root })).toBe(headers);
});

test('a folder without headers is refused, also when others have them', () => {
  const refusal = expect.objectContaining({ code: 'node-headers-not-found', message: expect.stringContaining(root) });
  expect(() => findNodeHeaders(root, { npm_config_nodedir: '/usr' })).toThrow(refusal);
});
