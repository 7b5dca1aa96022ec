import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createOutputLog, type OutputLog } from '../output/output-log.ts';

/** Functions of Node's `fs` that can write to a file descriptor. */
const writers = [
  'write',
  'writeSync',
  'writev',
  'writevSync',
  'writeFile',
  'writeFileSync',
  'appendFile',
  'appendFileSync',
] as const;

type Writer = (...values: readonly unknown[]) => unknown;

/** Directs all further output to a log, or to stderr when undefined. */
export type PrintTo = (log: SharedArrayBuffer | undefined) => void;

/**
 * Captures the output of code on this thread: the console, `process.stdout`, `process.stderr`, warnings of Node, and
 * the functions of `fs` for the file descriptors 1 and 2, which threads share with the process. Cannot capture native
 * code and writes to `/dev/stdout`.
 */
export function captureOutput(): PrintTo {
  let log: OutputLog | undefined;
  // Output of modules must not mix with the command's own output, which may be JSON.
  const { stderr } = process;
  const toStderr = stderr.write.bind(stderr);
  const print = (bytes: Uint8Array | string): void => {
    if (log === undefined) toStderr(bytes);
    else log.append(bytes);
  };

  const write = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
    // The console writes plain strings, and this is the fastest path.
    const isPlain = typeof chunk === 'string' && typeof rest[0] !== 'string';
    print(isPlain ? chunk : bytesOf(chunk, rest));
    const callback = rest.find(isFunction);
    if (callback !== undefined) process.nextTick(callback, null);
    return true;
  };
  process.stdout.write = write;
  process.stderr.write = write;
  if (process.listenerCount('warning') > 0) {
    process.removeAllListeners('warning');
    process.on('warning', ({ name, message }) => print(`${name}: ${message}\n`));
  }

  const functions = fs as unknown as Record<string, Writer>;
  for (const name of writers) {
    const original = functions[name];
    if (original === undefined) continue;
    const taken: Writer = (file, data, ...rest) => {
      if (file !== 1 && file !== 2) return original(file, data, ...rest);
      const bytes = bytesOf(data, rest);
      print(bytes);
      const callback = rest.find(isFunction);
      if (callback === undefined) return bytes.length;
      process.nextTick(callback, null, bytes.length, data);
      return undefined;
    };
    // `util.promisify` depends on properties of the function.
    functions[name] = Object.defineProperties(taken, Object.getOwnPropertyDescriptors(original));
  }
  syncBuiltinESMExports();

  return (buffer) => {
    log = buffer && createOutputLog(buffer);
  };
}

/**
 * Converts the arguments of `fs` and stream writes to bytes: text with an encoding, bytes with a range, or a list of
 * bytes.
 */
function bytesOf(data: unknown, options: readonly unknown[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data.map((part) => bytesOf(part, [])));
  if (!ArrayBuffer.isView(data)) {
    const encoding = options.find((option): option is BufferEncoding => Buffer.isEncoding(String(option)));
    return Buffer.from(String(data), encoding ?? 'utf8');
  }
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const [first, second] = options;
  const range = typeof first === 'object' && first !== null ? first : { offset: first, length: second };
  const offset = 'offset' in range && typeof range.offset === 'number' ? range.offset : 0;
  const length = 'length' in range && typeof range.length === 'number' ? range.length : bytes.length - offset;
  return bytes.subarray(offset, offset + length);
}

function isFunction(value: unknown): value is (...values: readonly unknown[]) => void {
  return typeof value === 'function';
}
