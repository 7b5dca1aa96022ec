import { SweepdeckError } from '@sweepdeck/core/errors';
import { isScalar, type Scalar } from 'yaml';
import { hashedOptions, type FileHashes } from '../identity/file-hashes.ts';
import { nodeAt, pathText, placeOf, type DocumentPath, type SweepDocument } from './sweep-document.ts';
import { writtenPlaces } from './written-places.ts';

/**
 * Hashes every module and pretrained model that a sweep names.
 *
 * @throws SweepdeckError `module-not-found`, `module-not-built`, `pretrained-not-found`, `pretrained-unreadable` or
 * `pretrained-invalid` with the place in the sweep; `sweep-invalid` for two files of the same content, whose trials
 * would be identical
 */
export function hashFiles(sweep: SweepDocument): FileHashes {
  const hashes: Record<string, string> = {};
  for (const { part, option, hash } of hashedOptions) {
    for (const path of writtenPlaces(sweep, part, option)) {
      const { node, isExact } = nodeAt(sweep, path);
      if (!isExact || !isPath(node) || isUrl(node.value) || hashes[node.value] !== undefined) continue;
      const sha256 = hashAt(sweep, path, () => hash(node.value));
      const twin = Object.keys(hashes).find((other) => hashes[other] === sha256);
      if (twin !== undefined) {
        const message = `${whereOf(sweep, path)}: ${node.value} has the same content as ${twin}; expected different files`;
        throw new SweepdeckError({ code: 'sweep-invalid', message, hint: 'use one of the two in both places' });
      }
      hashes[node.value] = sha256;
    }
  }
  return hashes;
}

function isPath(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string';
}

const isUrl = (location: string): boolean => /^https?:\/\//.test(location);

function hashAt(sweep: SweepDocument, path: DocumentPath, hash: () => string): string {
  try {
    return hash();
  } catch (error) {
    if (!(error instanceof SweepdeckError)) throw error;
    const message = `${whereOf(sweep, path)}: ${error.message}`;
    throw new SweepdeckError({ code: error.code, message, hint: error.hint, cause: error });
  }
}

function whereOf(sweep: SweepDocument, path: DocumentPath): string {
  const { label, isOverride } = placeOf(sweep, path);
  return isOverride ? label : `${label}  ${pathText(path)}`;
}
