import { bundleModule } from '@sweepdeck/core/losses';
import { hashModelFiles } from '@sweepdeck/core/models';
import type { TrialConfig } from '@sweepdeck/core/training';

/** SHA-256 of the content of each module and pretrained model that a sweep names, by absolute path. */
export type FileHashes = Readonly<Record<string, string>>;

/**
 * Options that name such files, each with its hash function. A pretrained model at a URL is identified by its
 * address.
 */
export const hashedOptions = [
  { part: 'loss', option: 'module', hash: (path: string) => bundleModule(path).sha256 },
  { part: 'optimizer', option: 'module', hash: (path: string) => bundleModule(path).sha256 },
  { part: 'model', option: 'path', hash: hashModelFiles },
] as const;

/**
 * Adds the content hashes of its files to a configuration. A hash that the sweep itself states is kept, because the
 * file must match it.
 */
export function withFileHashes(config: TrialConfig, hashes: FileHashes): TrialConfig {
  const hashed = hashedOptions.flatMap(({ part, option }) => {
    const file = config[part][option];
    const sha256 = typeof file === 'string' ? hashes[file] : undefined;
    return sha256 === undefined ? [] : [[part, { sha256, ...config[part] }] as const];
  });
  return { ...config, ...Object.fromEntries(hashed) };
}

/** Returns the parts of a configuration that affect results: the content of its files, not their location. */
export function withoutFilePaths<Config extends Pick<TrialConfig, (typeof hashedOptions)[number]['part']>>(
  config: Config,
): Config {
  const stripped = hashedOptions.flatMap(({ part, option }) => {
    const { [option]: _, ...rest } = config[part];
    return 'sha256' in config[part] ? [[part, rest] as const] : [];
  });
  return { ...config, ...Object.fromEntries(stripped) };
}

/** Replaces the path of each module in a sweep's value by the hash of its code. */
export function hashedPaths(value: unknown, hashes: FileHashes): unknown {
  if (typeof value === 'string') return hashes[value] ?? value;
  if (Array.isArray(value)) return value.map((item) => hashedPaths(item, hashes));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, hashedPaths(child, hashes)]));
}
