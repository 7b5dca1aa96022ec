import { afterEach, expect, test } from 'vitest';
import { openEngine, tensorMemory, type Engine } from '@sweepdeck/core/engines';
import { isWorn } from './is-worn.ts';

let engine: Engine | undefined;
afterEach(() => engine?.dispose());

test('a worker is worn when trials left half of the JavaScript memory in use', async () => {
  engine = await openEngine('cpu');
  const opened = { engine, tensorsAtStart: tensorMemory() };
  expect(isWorn(opened, { used_heap_size: 499, heap_size_limit: 1000 })).toBe(false);
  expect(isWorn(opened, { used_heap_size: 501, heap_size_limit: 1000 })).toBe(true);
});
