import { expect, test } from 'vitest';
import { checkGraphTopology } from './check-graph-topology.ts';

const node = (name: string, ...input: string[]) => ({ name, op: 'Identity', input });

test('outputs by index, nodes to wait for and loops of the graph itself are fine', () => {
  const loop = [
    node('enter', 'images'),
    node('merge', 'enter', 'next'),
    { ...node('next', 'merge'), op: 'NextIteration' },
  ];
  const graph = { node: [node('images'), node('out', 'images:1', '^merge'), ...loop] };
  expect(() => checkGraphTopology(graph)).not.toThrow();
});

test.each([
  ['a missing node', [node('a', 'b')], 'node a takes its input from b, which is not a node of the graph'],
  ['a circle', [node('x'), node('a', 'b', 'x'), node('b', 'a')], 'waits for its own output'],
  ['a node of itself', [node('a', 'a')], 'node a of the graph waits for its own output'],
  ['one name twice', [node('a'), node('a')], 'two nodes of the graph are named a'],
  ['no name', [{ op: 'Identity' }], "the graph's node.0.name"],
  ['no list', {}, "the graph's node."],
])('%s is refused', (_, nodes, says) => {
  expect(() => checkGraphTopology({ node: nodes })).toThrow(says);
});
