import { z } from 'zod';
import { pretrainedInvalid } from './pretrained-invalid.ts';

/** A file with deeper nesting is damaged or malicious. */
const deepestNesting = 100;
/** Limit for the values of one input image: 4096 x 4096 with four channels. */
const largestInput = 2 ** 26;
/** Options whose layer has at least as many weights as their value. */
const weightCounts = ['units', 'filters', 'input_dim', 'inputDim', 'output_dim', 'outputDim'];
const inputShapes = ['batch_input_shape', 'batchInputShape', 'batch_shape', 'batchShape', 'input_shape', 'inputShape'];

type Json = Readonly<Record<string, unknown>>;

const index = z.int().min(0);
const inputSchema = z.tuple([z.string(), index, index], z.unknown());
const graphSchema = z.array(
  z.looseObject({
    name: z.string(),
    class_name: z.string(),
    inbound_nodes: z.array(z.array(inputSchema).min(1)),
    config: z.looseObject({}),
  }),
);

/**
 * Checks a Keras topology for mistakes that would make the loader of TensorFlow.js never return or use up all
 * memory: layers that never get their inputs, and sizes that the weights cannot have.
 *
 * @param weightValues number of values in the weight files
 *
 * @throws SweepdeckError `pretrained-invalid`
 */
export function checkLayersTopology(topology: unknown, weightValues: number, depth = 0): void {
  if (depth > deepestNesting)
    throw pretrainedInvalid(`modelTopology is nested more than ${deepestNesting} levels deep`);
  if (typeof topology !== 'object' || topology === null) return;
  const part = topology as Json;
  if (hasGraph(part)) checkInputs(part['layers'], nameOf(part));
  for (const option of weightCounts) {
    const count = part[option];
    if (typeof count === 'number' && !(count <= weightValues)) {
      const message = `${nameOf(part)}: ${option}: saw ${count}; the weight files hold ${weightValues} values in all`;
      throw pretrainedInvalid(message);
    }
  }
  for (const option of inputShapes) {
    const shape = part[option];
    if (!Array.isArray(shape)) continue;
    const sizes = shape.filter((size) => size !== null);
    const isShape = sizes.every((size) => typeof size === 'number' && Number.isInteger(size) && size > 0);
    if (isShape && sizes.reduce((product: number, size: number) => product * size, 1) <= largestInput) continue;
    throw pretrainedInvalid(
      `${nameOf(part)}: ${option}: saw ${JSON.stringify(shape)}; expected sizes above 0, at most ${largestInput} values in all`,
    );
  }
  for (const child of Object.values(part)) checkLayersTopology(child, weightValues, depth + 1);
}

/** Tells whether layers are connected by name, as in every model that is not sequential. */
function hasGraph({ layers, input_layers: inputs, inputLayers = inputs }: Json): boolean {
  if (!Array.isArray(layers)) return false;
  return inputLayers !== undefined || layers.some((layer) => inboundOf(layer) !== undefined);
}

function inboundOf(layer: unknown): unknown {
  if (typeof layer !== 'object' || layer === null) return undefined;
  const { inbound_nodes: inbound, inboundNodes = inbound } = layer as Json;
  return inboundNodes;
}

function classOf(layer: unknown): unknown {
  return Reflect.get(Object(layer), 'className');
}

const nameOf = ({ name }: Json): string => (typeof name === 'string' ? `layer ${name}` : 'the model');

/** Simulates the loader without creating layers: a call is made once all its inputs have been made. */
function checkInputs(written: unknown, model: string): void {
  const named = Array.isArray(written)
    ? written.map((layer: unknown) => ({
        class_name: classOf(layer),
        ...(Object(layer) as object),
        inbound_nodes: inboundOf(layer),
      }))
    : written;
  const parsed = graphSchema.safeParse(named);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw pretrainedInvalid(`${model}: layers.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`);
  }
  const layers = parsed.data;
  const calls = new Map<string, number>();
  for (const { name, class_name: kind, config } of layers) {
    if (calls.has(name)) throw pretrainedInvalid(`${model}: two layers are named ${name}`);
    if (config['name'] !== undefined && config['name'] !== name)
      throw pretrainedInvalid(`${model}: layer ${name} is named ${JSON.stringify(config['name'])} in its config`);
    // An input, or a model within the model, exists before any call.
    calls.set(name, kind === 'InputLayer' || 'layers' in config ? 1 : 0);
  }
  let waiting = layers.flatMap(({ name, inbound_nodes: inbound }) => inbound.map((inputs) => ({ name, inputs })));
  while (waiting.length > 0) {
    const left = waiting.filter(({ name, inputs }) => {
      if (inputs.some(([from, call]) => (calls.get(from) ?? 0) <= call)) return true;
      calls.set(name, (calls.get(name) ?? 0) + 1);
      return false;
    });
    const [stuck] = left;
    if (stuck !== undefined && left.length === waiting.length) throw neverCalled(model, stuck, calls);
    waiting = left;
  }
}

function neverCalled(
  model: string,
  { name, inputs }: { readonly name: string; readonly inputs: readonly z.output<typeof inputSchema>[] },
  calls: ReadonlyMap<string, number>,
): Error {
  const [from = '', call = 0] = inputs.find(([source, wanted]) => (calls.get(source) ?? 0) <= wanted) ?? [];
  const why = calls.has(from)
    ? `output ${call} of ${from}, which is never made: its inputs are missing or form a cycle`
    : `${from}, which is not a layer of the model`;
  return pretrainedInvalid(`${model}: layer ${name} takes its input from ${why}`);
}
