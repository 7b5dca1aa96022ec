import { z } from 'zod';
import { pretrainedInvalid } from './pretrained-invalid.ts';

const nodesSchema = z.array(z.looseObject({ name: z.string(), op: z.string(), input: z.array(z.string()).optional() }));

/** The operation that closes a loop, and the only one whose output may be used before it. */
const loopEnd = 'NextIteration';

/**
 * Checks a TensorFlow graph: node names are unique, and every node takes its inputs from existing nodes that come
 * before it.
 *
 * @throws SweepdeckError `pretrained-invalid`
 */
export function checkGraphTopology(topology: Readonly<Record<string, unknown>>): void {
  const parsed = nodesSchema.safeParse(topology['node']);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw pretrainedInvalid(`the graph's node.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`);
  }
  const nodes = parsed.data.map(({ name, op, input = [] }) => ({ name, op, inputs: input.map(sourceOf) }));
  const known = new Map<string, string>();
  for (const { name, op } of nodes) {
    if (known.has(name)) throw pretrainedInvalid(`two nodes of the graph are named ${name}`);
    known.set(name, op);
  }
  for (const { name, inputs } of nodes) {
    const missing = inputs.find((source) => !known.has(source));
    if (missing === undefined) continue;
    throw pretrainedInvalid(`node ${name} takes its input from ${missing}, which is not a node of the graph`);
  }
  refuseCircle(nodes, known);
}

/** `^x` waits for x; `x:1` is another output of x. */
const sourceOf = (input: string): string => input.replace(/^\^/, '').replace(/:.*$/, '');

interface GraphNode {
  readonly name: string;
  readonly inputs: readonly string[];
}

function refuseCircle(nodes: readonly GraphNode[], operations: ReadonlyMap<string, string>): void {
  const users = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const { name, inputs } of nodes) {
    const sources = inputs.filter((source) => operations.get(source) !== loopEnd);
    open.set(name, sources.length);
    for (const source of sources) users.set(source, [...(users.get(source) ?? []), name]);
  }
  const ready = nodes.filter(({ name }) => open.get(name) === 0).map(({ name }) => name);
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    open.delete(name);
    for (const user of users.get(name) ?? []) {
      const left = (open.get(user) ?? 0) - 1;
      open.set(user, left);
      if (left === 0) ready.push(user);
    }
  }
  const [stuck] = open.keys();
  if (stuck !== undefined) throw pretrainedInvalid(`node ${stuck} of the graph waits for its own output`);
}
