import { Tensor } from '@tensorflow/tfjs-core';
import {
  createFromModule,
  describeKind,
  moduleFailed,
  moduleInvalid,
  moduleOptionsSchema,
  type ModuleOptions,
  type OwnModule,
} from '../modules/index.ts';
import { define } from '../registry/index.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';

/** A custom optimizer: the default export of the file that a sweep names with `optimizer: { module: ... }`. */
export type OptimizerModule<Options = ModuleOptions> = OwnModule<Options, object, Optimizer>;

/**
 * Wraps a custom optimizer so that its results are checked in every step.
 *
 * @throws SweepdeckError `module-invalid` when it is not an optimizer. Its calls throw `module-failed` when it
 * throws, and `module-invalid` when updates or state do not fit the parameters
 */
export function checkedOptimizer(subject: string, made: unknown): Optimizer {
  if (!isOptimizer(made)) {
    const hint = 'Return { init(parameters), update(gradients, state, parameters, context) }, see the guide.';
    throw moduleInvalid(subject, `create returned ${describeKind(made)}; expected functions init and update`, hint);
  }
  const evaluated = made.evaluated?.bind(made);
  const averaging: Pick<Optimizer, 'evaluated'> =
    evaluated === undefined
      ? {}
      : {
          evaluated: (parameters, state) =>
            checkNamed(
              subject,
              'evaluated',
              guard(subject, 'evaluated', () => evaluated(parameters, state)),
            ),
        };
  return {
    init: (parameters) =>
      checkNamed(
        subject,
        'init',
        guard(subject, 'init', () => made.init(parameters)),
      ),
    update(gradients, state, parameters, context) {
      const result: unknown = guard(subject, 'update', () => made.update(gradients, state, parameters, context));
      const updates = checkNamed(subject, 'updates of update', Reflect.get(Object(result), 'updates'));
      const next = checkNamed(subject, 'state of update', Reflect.get(Object(result), 'state'));
      checkShapes(subject, updates, parameters);
      return { updates, state: next };
    },
    ...averaging,
  };
}

function isOptimizer(value: unknown): value is Optimizer {
  return typeof value === 'object' && value !== null && ['init', 'update'].every((key) => isFunction(value, key));
}

function isFunction(value: object, key: string): boolean {
  return typeof Reflect.get(value, key) === 'function';
}

function guard<T>(subject: string, what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw moduleFailed(subject, what, error);
  }
}

function checkNamed(subject: string, what: string, value: unknown): NamedTensors {
  const isNamed = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Tensor);
  const wrong = isNamed ? Object.entries(value).find(([, tensor]) => !(tensor instanceof Tensor)) : undefined;
  if (isNamed && wrong === undefined) return value as NamedTensors;
  const saw = wrong === undefined ? describeKind(value) : `${describeKind(wrong[1])} under ${wrong[0]}`;
  throw moduleInvalid(subject, `${what}: saw ${saw}; expected tensors by name`);
}

function checkShapes(subject: string, updates: NamedTensors, parameters: NamedTensors): void {
  for (const [name, { shape }] of Object.entries(parameters)) {
    const saw = updates[name]?.shape;
    if (saw?.join() === shape.join()) continue;
    const text = saw === undefined ? 'none' : `shape [${saw.join(', ')}]`;
    throw moduleInvalid(subject, `update of ${name}: saw ${text}; expected shape [${shape.join(', ')}]`);
  }
}

export const ownOptimizer = define({
  title: 'Custom module',
  summary: 'An optimizer from a file of your own, named with `optimizer: { module: ./my-optimizer.ts }`.',
  source: 'docs/guides/own-losses-and-optimizers.md',
  options: moduleOptionsSchema,
  impliedBy: 'module',
  async create(reference): Promise<Optimizer> {
    const { subject, made } = await createFromModule(reference, {});
    return checkedOptimizer(subject, made);
  },
});
