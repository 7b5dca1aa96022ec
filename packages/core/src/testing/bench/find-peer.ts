import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A Python program that does the same work with other libraries. */
export interface Peer {
  readonly python: string;
  readonly script: string;
}

/**
 * Returns the Python and the script of a peer, or the reason why there is none.
 *
 * @param script path of the script
 *
 * @param asked a Python with Keras; when undefined, the environment variable SWEEPDECK_PEER_PYTHON or `python3`
 */
export function findPeer(script: string, asked: string | undefined): Peer | string {
  if (!existsSync(script)) return `no peer: ${script} does not exist; give its place with --peer-script`;
  const python = asked ?? process.env['SWEEPDECK_PEER_PYTHON'];
  if (python !== undefined) return { python, script };
  const probe = spawnSync('python3', ['-c', 'import keras'], { stdio: 'ignore' });
  if (probe.status === 0) return { python: 'python3', script };
  return 'no peer: python3 has no keras; give --peer PYTHON or set SWEEPDECK_PEER_PYTHON';
}
