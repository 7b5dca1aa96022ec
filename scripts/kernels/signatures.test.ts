import { expect, test } from 'vitest';
import { formatKernelModule } from './signatures.mjs';

const shape = '@unmanaged\nexport class Shape {\n  height: i32;\n}\n';

function members(source: string, names = 'pass'): string {
  const index = `export { ${names} } from './math/pass';\n`;
  const text = formatKernelModule(
    new Map([
      ['index.ts', index],
      ['math/pass.ts', source],
      ['math/shape.ts', shape],
    ]),
  );
  return text.slice(text.indexOf('export interface KernelModule {\n') + 32);
}

test('a kernel is a method with the names of its parameters and its docstring', () => {
  const source =
    '/** Another one. */\nfunction own(): void {}\n\n/** `y = f(x)`. */\nexport function pass(count: i32, x: usize, factor: f32, isRelu: bool): f32 {\n}\n';
  expect(members(source)).toBe(
    '  /** `y = f(x)`. */\n  pass(count: number, x: Pointer, factor: number, isRelu: Flag): number;\n}\n',
  );
});

test('classes without a header are pointers, sizes are numbers, other functions are left out', () => {
  const source =
    'export function bytes(shape: Shape): usize {\n}\nexport function pass(): void {\n}\nexport function other(): void {\n}\n';
  expect(members(source, 'pass, bytes')).toBe('  pass(): void;\n  bytes(shape: Pointer): number;\n}\n');
});

test('what is too long for a line has a line for each parameter', () => {
  const names = Array.from({ length: 9 }, (_, i) => `aLongName${i}`);
  const source = `export function pass(\n${names.map((name) => `  ${name}: i32,\n`).join('')}): void {\n}\n`;
  expect(members(source)).toBe(`  pass(\n${names.map((name) => `    ${name}: number,\n`).join('')}  ): void;\n}\n`);
});

test.each([
  ['a name that its file does not export', 'function pass(): void {\n}\n', 'math/pass.ts: exports no function pass'],
  ['a 64-bit integer', 'export function pass(key: i64): void {\n}\n', 'type i64 has no counterpart'],
])('refuses %s', (_, source, message) => {
  expect(() => members(source)).toThrow(message);
});
