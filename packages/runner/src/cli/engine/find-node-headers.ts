import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';

/**
 * Finds the folder with `node_api.h`: from `--nodedir`, from npm's setting of that name, beside the running Node, or
 * in node-gyp's download folder.
 *
 * @param nodeDirectory a folder that contains `include/node`
 *
 * @throws SweepdeckError `node-headers-not-found`
 */
export function findNodeHeaders(
  nodeDirectory: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const version = process.versions.node;
  const prefixes =
    nodeDirectory === undefined
      ? [
          env['npm_config_nodedir'] ?? '',
          path.join(path.dirname(process.execPath), '..'),
          path.join(homedir(), '.cache', 'node-gyp', version),
          path.join(homedir(), 'Library', 'Caches', 'node-gyp', version),
        ]
      : [nodeDirectory];
  for (const prefix of prefixes) {
    const folder = path.resolve(prefix, 'include', 'node');
    if (prefix !== '' && existsSync(path.join(folder, 'node_api.h'))) return folder;
  }
  throw new SweepdeckError({
    code: 'node-headers-not-found',
    message: `no include/node/node_api.h in ${prefixes.filter((prefix) => prefix !== '').join(', ')}`,
    hint: 'Run `npx node-gyp install` to download them, or name the folder that contains include/node: --nodedir DIR.',
  });
}
