import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type FoundTensorflow =
  | { readonly folder: string; remove(): void }
  | { readonly folder?: never; readonly reason: string };

/** A wheel is a zip archive; the engine needs the library and the headers of it alone. */
const unpack = `
import sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
wheel.extractall(sys.argv[2], [name for name in wheel.namelist()
    if name.startswith(('tensorflow/libtensorflow', 'tensorflow/include/tensorflow/c/', 'tensorflow/include/tensorflow/core/platform/',
        'tensorflow/include/xla/', 'tensorflow/include/tsl/'))])
`;

/**
 * Python's TensorFlow to build against: SWEEPDECK_TEST_TENSORFLOW names its folder, else pip is asked for the package
 * `tensorflow-cpu` (about 270 MB), which is unpacked and not installed.
 */
export async function findTensorflow(): Promise<FoundTensorflow> {
  const given = process.env['SWEEPDECK_TEST_TENSORFLOW'];
  if (given !== undefined && given !== '') {
    return existsSync(given)
      ? { folder: given, remove: () => undefined }
      : { reason: `SWEEPDECK_TEST_TENSORFLOW: no folder ${given}` };
  }
  if (process.platform !== 'linux') return { reason: 'pip is asked for TensorFlow on Linux only' };
  const directory = mkdtempSync(join(tmpdir(), 'sweepdeck-tensorflow-'));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    const options = ['--quiet', '--retries', '0', '--timeout', '10', '--no-deps', '--only-binary', ':all:'];
    await run('python3', ['-m', 'pip', 'download', ...options, '--dest', directory, 'tensorflow-cpu'], {
      timeout: 90_000,
      killSignal: 'SIGKILL',
    });
    const [wheel = ''] = readdirSync(directory);
    await run('python3', ['-c', unpack, join(directory, wheel), directory]);
    rmSync(join(directory, wheel));
    return { folder: join(directory, 'tensorflow'), remove };
  } catch (error) {
    remove();
    const [line = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n').slice(-1);
    return { reason: `pip offers no tensorflow-cpu here (${line.trim()}); SWEEPDECK_TEST_TENSORFLOW may name one` };
  }
}
