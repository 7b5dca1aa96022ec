import path from 'node:path';

/** The JavaScript type of each kernel parameter and result. 64-bit integers would be BigInts; no kernel takes one. */
const typeScriptTypes = new Map([
  ['i32', 'number'],
  ['u32', 'number'],
  ['f32', 'number'],
  ['f64', 'number'],
  ['usize', 'Pointer'],
  ['bool', 'Flag'],
  ['void', 'void'],
]);

const header = `// Written by \`pnpm build\` from packages/core/kernels.

/** A byte offset in the shared memory; 0 stands for "none". */
type Pointer = number;
type Flag = 0 | 1;

/** The functions that \`kernels/index.ts\` exports. */
export interface KernelModule {
`;

/**
 * The TypeScript interface of the compiled kernels.
 * @param {ReadonlyMap<string, string>} sources text of each AssemblyScript source by its path; \`index.ts\` says what is exported
 * @returns {string}
 * @throws {Error} for an export that is no function, or a type that JavaScript cannot pass
 */
export function formatKernelModule(sources) {
  const index = sources.get('index.ts') ?? '';
  const members = [...index.matchAll(/export \{([^}]*)\} from '([^']+)'/g)].flatMap(([, names = '', from = '']) => {
    const file = path.posix.join(`${from}.ts`);
    const functions = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    return functions.map((name) => formatFunction(name, file, sources));
  });
  return `${header}${members.join('')}}\n`;
}

/**
 * @param {string} name
 * @param {string} file
 * @param {ReadonlyMap<string, string>} sources
 * @returns {string}
 */
function formatFunction(name, file, sources) {
  const pattern = `(?<doc>/\\*\\*(?:(?!\\*/)[^])*\\*/\\n)?export function ${name}\\((?<parameters>[^)]*)\\): (?<result>\\w+) \\{`;
  const { doc = '', parameters = '', result = '' } = sources.get(file)?.match(new RegExp(pattern))?.groups ?? {};
  if (result === '') throw new Error(`kernels/${file}: exports no function ${name}`);
  const typed = parameters
    .split(',')
    .map((parameter) => parameter.trim())
    .filter((parameter) => parameter !== '')
    .map((parameter) => {
      const [own = '', type = ''] = parameter.split(': ');
      return `${own}: ${typeScriptType(type, sources)}`;
    });
  // A result of the size of an address is a number of bytes.
  const end = `): ${result === 'usize' ? 'number' : typeScriptType(result, sources)};\n`;
  const inOneLine = `  ${name}(${typed.join(', ')}${end}`;
  const signature =
    inOneLine.length <= 121
      ? inOneLine
      : `  ${name}(\n${typed.map((parameter) => `    ${parameter},\n`).join('')}  ${end}`;
  return doc.replaceAll(/^/gm, '  ').trimEnd() + (doc === '' ? '' : '\n') + signature;
}

/**
 * @param {string} type
 * @param {ReadonlyMap<string, string>} sources
 * @returns {string}
 */
function typeScriptType(type, sources) {
  const known = typeScriptTypes.get(type);
  if (known !== undefined) return known;
  // An unmanaged class has no header and no fields of the runtime's: it is the place where its values lie.
  const isUnmanaged = [...sources.values()].some((text) => text.includes(`@unmanaged\nexport class ${type} `));
  if (isUnmanaged) return 'Pointer';
  throw new Error(`a kernel's type ${type} has no counterpart in JavaScript`);
}
