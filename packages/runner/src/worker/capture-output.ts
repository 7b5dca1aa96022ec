import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createOutputLog, type OutputLog } from '../output/output-log.ts';

/** Of Node's `fs`, what can write to a file descriptor. */
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

/** Says where what is printed goes from now on; undefined: to stderr. */
export type PrintTo = (log: SharedArrayBuffer | undefined) => void;

/**
 * Takes over what code on this thread prints: by the console, `process.stdout`, `process.stderr`, warnings of Node and the
 * functions of `fs` for the file descriptors 1 and 2, which in a thread are the process's own. What native code writes and what
 * goes to `/dev/stdout` is out of reach.
 */
export function captureOutput(): PrintTo {
  let log: OutputLog | undefined;
  // What modules print must not mix with what the command prints, which may be JSON.
  const { stderr } = process;
  const toStderr = stderr.write.bind(stderr);
  const print = (bytes: Uint8Array | string): void => {
    if (log === undefined) toStderr(bytes);
    else log.append(bytes);
  };

  const write = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
    // As the console writes, and the fastest way.
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
    // What `util.promisify` makes of it hangs on its properties.
    functions[name] = Object.defineProperties(taken, Object.getOwnPropertyDescriptors(original));
  }
  syncBuiltinESMExports();

  return (buffer) => {
    log = buffer && createOutputLog(buffer);
  };
}

/** As `fs` and streams take it: text with an encoding, bytes with a range, or a list of bytes. */
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
