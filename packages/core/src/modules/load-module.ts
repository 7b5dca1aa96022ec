import { clipText, SweepdeckError } from '../errors/index.ts';
import { bundleModule } from './bundle-module.ts';
import { describeKind, moduleFailed, moduleInvalid } from './module-error.ts';
import type { ModuleReference, OwnModule } from './own-module.ts';

export interface LoadedModule {
  /** Name in error messages: the module's path, and its title if it has one. */
  readonly subject: string;
  readonly definition: OwnModule<unknown, object, unknown>;
}

const longestTitle = 100;

/** Modules of this thread, by path and hash of the code. */
const loaded = new Map<string, Promise<LoadedModule>>();

/**
 * Loads the default export of a custom module. Code with a known hash is read and run once per thread.
 *
 * @throws SweepdeckError `module-not-found`, `module-not-built`, `module-changed` when the code does not match
 * `sha256`, `module-failed` when importing it throws, `module-invalid` when the default export is not a definition
 */
export function loadModule({ module: path, sha256 }: ModuleReference): Promise<LoadedModule> {
  const known = sha256 === undefined ? undefined : loaded.get(keyOf(path, sha256));
  if (known !== undefined) return known;
  const bundle = bundleModule(path);
  if (sha256 !== undefined && bundle.sha256 !== sha256) {
    throw new SweepdeckError({
      code: 'module-changed',
      message: `${path}: saw code with the SHA-256 ${bundle.sha256}; expected ${sha256}, as when the sweep was loaded`,
      hint: 'Run the sweep again: the changed code gives new trials.',
    });
  }
  const key = keyOf(path, bundle.sha256);
  const loading = loaded.get(key) ?? importBundle(path, bundle.code);
  loaded.set(key, loading);
  return loading;
}

const keyOf = (path: string, sha256: string): string => `${sha256} ${path}`;

async function importBundle(path: string, code: string): Promise<LoadedModule> {
  const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
  let namespace: unknown;
  try {
    namespace = await import(url);
  } catch (error) {
    throw moduleFailed(path, 'importing it', error);
  }
  const definition: unknown = Reflect.get(Object(namespace), 'default');
  if (!isDefinition(definition)) {
    throw moduleInvalid(
      path,
      `${describeDefault(definition)}; expected an object with a function \`create\``,
      'End the file with `export default { create(options, { tf }) { ... } }`, see docs/guides/own-losses-and-optimizers.md.',
    );
  }
  const { title, parse } = definition;
  if (title !== undefined && typeof title !== 'string')
    throw moduleInvalid(path, `title: saw ${describeKind(title)}; expected text`);
  if (parse !== undefined && typeof parse !== 'function')
    throw moduleInvalid(path, `parse: saw ${describeKind(parse)}; expected a function`);
  return { subject: title === undefined ? path : `${path} (${clipText(title, longestTitle)})`, definition };
}

function describeDefault(definition: unknown): string {
  if (definition === undefined) return 'saw no default export';
  const isObject = typeof definition === 'object' && definition !== null;
  return `saw ${describeKind(definition)}${isObject ? ' without `create`' : ''} as default export`;
}

function isDefinition(value: unknown): value is OwnModule<unknown, object, unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'create') === 'function';
}
