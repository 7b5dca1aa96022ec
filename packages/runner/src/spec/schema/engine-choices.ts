import { engineNames, type EngineName } from '@sweepdeck/core/engines';
import { z } from 'zod';
import type { JsonValue } from '../../records/json-value.ts';

export type EngineChoice = 'auto' | EngineName;

/** `wasm-relaxed` is written as an option of `wasm`. */
const writtenNames = ['auto', ...engineNames.filter((name) => name !== 'wasm-relaxed')] as const;

const options = {
  wasm: {
    relaxed_simd: z
      .boolean()
      .default(false)
      .describe('Multiply and add in one step: faster, but the last bits depend on the processor'),
  },
};

const [first, ...rest] = writtenNames.map((name) =>
  z.strictObject({ name: z.literal(name), ...(name === 'wasm' ? options.wasm : {}) }),
);
if (first === undefined) throw new Error('there is no engine');

/** The values of a sweep's `engine`: an engine by name with its options, or `auto`. */
export const engineSchema: z.ZodType<{ readonly name: EngineChoice; readonly relaxed_simd?: boolean }> = z.preprocess(
  (value) => (typeof value === 'string' ? { name: value } : value),
  z.discriminatedUnion('name', [first, ...rest]),
) as never;

/** Returns the internal name of an engine. */
export function engineOf({ name, relaxed_simd: isRelaxed }: z.output<typeof engineSchema>): EngineChoice {
  return name === 'wasm' && isRelaxed === true ? 'wasm-relaxed' : name;
}

/** Returns an engine as written in YAML. */
export function writtenEngine(engine: EngineChoice): JsonValue {
  return engine === 'wasm-relaxed' ? { name: 'wasm', relaxed_simd: true } : engine;
}
