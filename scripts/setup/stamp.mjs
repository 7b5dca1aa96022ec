import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} file
 * @returns {Record<string, string>} what was done last time; empty when nothing is known
 */
export function readStamp(file) {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

/**
 * @param {string} file
 * @param {Readonly<Record<string, string>>} stamp
 * @returns {void}
 */
export function writeStamp(file, stamp) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stamp, null, 2)}\n`);
}

/**
 * @param {string} file
 * @returns {void}
 */
export function removeStamp(file) {
  rmSync(file, { force: true });
}
