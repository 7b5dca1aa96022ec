import { expect, test } from 'vitest';
import { storeMeta } from '../../contract/index.ts';
import { shellWord, storeOption } from './store-option.ts';

test.each([
  ['/home/ada/.sweepdeck', '/home/ada/.sweepdeck'],
  ['/home/ada/my sweeps', '"/home/ada/my sweeps"'],
  ['/home/ada/$HOME', "'/home/ada/$HOME'"],
  ["/home/ada/it's $5", `'/home/ada/it'\\''s $5'`],
  ['C:\\sweeps', 'C:\\sweeps'],
  ['C:\\my sweeps', '"C:\\my sweeps"'],
])('%s', (directory, word) => {
  expect(shellWord(directory)).toBe(word);
});

test('the option names the folder that the server told, and is empty without it', () => {
  expect(storeOption()).toBe('');
  const meta = document.createElement('meta');
  meta.name = storeMeta;
  meta.content = '/home/ada/.sweepdeck';
  document.head.append(meta);
  expect(storeOption()).toBe(' --store /home/ada/.sweepdeck');
  meta.remove();
});
