import { SweepdeckError } from '@sweepdeck/core/errors';
import { bundleModule } from '@sweepdeck/core/losses';
import { hashModelFiles } from '@sweepdeck/core/models';
import type { TrialConfig } from '@sweepdeck/core/training';
import { isMap, isNode, isScalar, type Scalar } from 'yaml';
import { findPair, nodeAt, pathText, placeOf, type DocumentPath, type SweepDocument } from './sweep-document.ts';
import { writtenPlaces } from './written-places.ts';

/** SHA-256 of the content of each file of the user's own that a sweep names (modules, pretrained models), by absolute path. */
export type FileHashes = Readonly<Record<string, string>>;

/** Parts of a trial configuration that may be a file of the user's own. */
const moduleParts = ['loss', 'optimizer'] as const;

/** Options that name such a file, each with what hashes it. A pretrained model at a URL counts by its address. */
const hashedOptions = [
  { part: 'loss', option: 'module', hash: (path: string) => bundleModule(path).sha256 },
  { part: 'optimizer', option: 'module', hash: (path: string) => bundleModule(path).sha256 },
  { part: 'model', option: 'path', hash: hashModelFiles },
] as const;

/** An override that names a module stands for the whole part: the name and the options that the file gives go. */
export function preferModulesOfOverrides(sweep: SweepDocument): void {
  for (const part of moduleParts) {
    const { node: map, isExact } = nodeAt(sweep, [part]);
    if (!isExact || !isMap(map)) continue;
    const module = findPair(map, 'module')?.value;
    const name = findPair(map, 'name')?.value;
    if (!isScalar(module) || !sweep.overrides.has(module)) continue;
    if (!isScalar(name) || sweep.overrides.has(name) || name.value === 'module') continue;
    map.items = map.items.filter(({ value }) => isNode(value) && sweep.overrides.has(value));
  }
}

/**
 * Hashes every module and pretrained model that a sweep names.
 * @throws SweepdeckError `module-not-found`, `module-not-built`, `pretrained-not-found`, `pretrained-unreadable` or
 * `pretrained-invalid` with the place in the sweep; `sweep-invalid` for two files of the same content, whose trials would be
 * the same
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
        const message = `${whereOf(sweep, path)}: ${node.value} holds the same as ${twin}; expected one file of each`;
        throw new SweepdeckError({ code: 'sweep-invalid', message, hint: 'name one of the two in both places' });
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

/** A configuration that knows the content of its files. A hash that is written in the sweep stays: it is to be kept to. */
export function withFileHashes(config: TrialConfig, hashes: FileHashes): TrialConfig {
  const hashed = hashedOptions.flatMap(({ part, option }) => {
    const file = config[part][option];
    const sha256 = typeof file === 'string' ? hashes[file] : undefined;
    return sha256 === undefined ? [] : [[part, { sha256, ...config[part] }] as const];
  });
  return { ...config, ...Object.fromEntries(hashed) };
}

/** What counts of a configuration with such files: their content and not where they lie. */
export function withoutFilePaths<Config extends Pick<TrialConfig, (typeof hashedOptions)[number]['part']>>(
  config: Config,
): Config {
  const stripped = hashedOptions.flatMap(({ part, option }) => {
    const { [option]: _, ...rest } = config[part];
    return 'sha256' in config[part] ? [[part, rest] as const] : [];
  });
  return { ...config, ...Object.fromEntries(stripped) };
}

/** Any value of a sweep with the hash of a module's code in place of its path. */
export function hashedPaths(value: unknown, hashes: FileHashes): unknown {
  if (typeof value === 'string') return hashes[value] ?? value;
  if (Array.isArray(value)) return value.map((item) => hashedPaths(item, hashes));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, hashedPaths(child, hashes)]));
}
