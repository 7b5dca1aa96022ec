#!/usr/bin/env node
// pnpm words: prints every message, hint, help text, page text, guide and comment of the project into one text, to be read
// from top to bottom. pnpm words TEXT...: of files whose path holds one of the texts.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { listSources } from './checks/list-sources.mjs';
import { root } from './setup/root.mjs';
import { extractWords } from './words/extract-words.mjs';

/**
 * @param {string} file
 * @param {string} text
 * @returns {string[]}
 */
function linesOf(file, text) {
  if (/\.(?:md)$/.test(file)) return text.split('\n').filter((line) => line.trim() !== '');
  if (/\.ya?ml$/.test(file)) return text.split('\n').filter((line) => line.includes('#'));
  const { program, comments } = parseSync(file, text);
  return extractWords(program, comments, text).map(
    ({ line, text: words, kind }) => `${String(line).padStart(4)} ${kind === 'comment' ? '//' : '  '} ${words}`,
  );
}

const isRead = (/** @type {string} */ file) =>
  (/^packages\/[^/]+\/(?:src|kernels|bench)\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)) ||
  /^scripts\/.*\.mjs$/.test(file) ||
  /^experiments\/.*\.ya?ml$/.test(file) ||
  /^(?:README|ARCHITECTURE|CONTRIBUTING)\.md$|^docs\/(?!reference\/).*\.md$/.test(file);

const wanted = process.argv.slice(2);
for (const file of listSources(root)) {
  if (!isRead(file) || (wanted.length > 0 && !wanted.some((text) => file.includes(text)))) continue;
  const lines = linesOf(file, readFileSync(path.join(root, file), 'utf8'));
  if (lines.length > 0) console.log(`\n=== ${file}\n${lines.join('\n')}`);
}
