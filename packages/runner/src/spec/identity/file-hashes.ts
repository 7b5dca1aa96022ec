import { bundleModule } from '@sweepdeck/core/losses';
import { hashModelFiles } from '@sweepdeck/core/models';
import type { TrialConfig } from '@sweepdeck/core/training';

/** SHA-256 of the content of each file of the user's own that a sweep names (modules, pretrained models), by absolute path. */
export type FileHashes = Readonly<Record<string, string>>;

/** Options that name such a file, each with what hashes it. A pretrained model at a URL counts by its address. */
export const hashedOptions = [
  { part: 'loss', option: 'module', hash: (path: string) => bundleModule(path).sha256 },
  { part: 'optimizer', option: 'module', hash: (path: string) => bundleModule(path).sha256 },
  { part: 'model', option: 'path', hash: hashModelFiles },
] as const;

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
