import path from 'node:path';
import { findImports } from './import-rules.mjs';

/**
 * A ring: things that import one another in a circle, so that none can be read, tested or moved without the others.
 * `import type` counts: it couples as much, though nothing runs.
 * @typedef {ReadonlyMap<string, ReadonlyMap<string, string>>} ImportGraph from, to, and one file that imports so
 */

/**
 * @param {ReadonlyMap<string, string>} sources text by file, relative to the root, with slashes; tests left out
 * @returns {ImportGraph} which file imports which
 */
export function graphOfFiles(sources) {
  /** @type {Map<string, Map<string, string>>} */
  const graph = new Map();
  for (const [file, text] of sources) {
    const targets = new Map();
    for (const { specifier } of findImports(text)) {
      if (!specifier.startsWith('.')) continue;
      const target = path.posix.join(path.posix.dirname(file), specifier);
      if (sources.has(target) && target !== file) targets.set(target, file);
    }
    graph.set(file, targets);
  }
  return graph;
}

/**
 * Folders beside one another, at any depth below a package's `src`: the rooms of a package, and the folders inside each. Files
 * that lie beside them belong to none.
 * @param {ImportGraph} files
 * @returns {ReadonlyMap<string, ImportGraph>} which folder imports which, with a file of the first that does, by the folder around
 * them: `packages/runner/src/spec`
 */
export function graphsOfFolders(files) {
  /** @type {Map<string, Map<string, Map<string, string>>>} */
  const graphs = new Map();
  for (const [file, targets] of files) {
    for (const target of targets.keys()) {
      const siblings = siblingsOf(file, target);
      if (siblings === undefined) continue;
      const graph = graphs.get(siblings.around) ?? new Map();
      graphs.set(siblings.around, graph);
      const leads = graph.get(siblings.from) ?? new Map();
      graph.set(siblings.from, leads);
      if (!graph.has(siblings.to)) graph.set(siblings.to, new Map());
      if (!leads.has(siblings.to)) leads.set(siblings.to, file);
    }
  }
  return graphs;
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {{ around: string, from: string, to: string } | undefined} the two folders that lie beside one another and hold
 * one file each, and the folder around both
 */
function siblingsOf(from, to) {
  const [a, b] = [from.split('/'), to.split('/')];
  const depth = a.findIndex((part, index) => part !== b[index]);
  if (depth < 3 || depth >= a.length - 1 || depth >= b.length - 1 || a[2] !== 'src') return undefined;
  const folder = (/** @type {string[]} */ parts) => parts.slice(0, depth + 1).join('/');
  return { around: a.slice(0, depth).join('/'), from: folder(a), to: folder(b) };
}

/**
 * @param {ImportGraph} graph
 * @param {string} start
 * @returns {Set<string>} all that `start` leads to; itself only by a ring
 */
function reachable(graph, start) {
  /** @type {Set<string>} */
  const found = new Set();
  const queue = [start];
  for (const name of queue)
    for (const next of graph.get(name)?.keys() ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      queue.push(next);
    }
  return found;
}

/**
 * @typedef {object} Knot
 * @property {string[]} members all that reach one another, sorted
 * @property {string[]} ring the shortest ring among them, in the order of the imports
 */

/**
 * @param {ImportGraph} graph
 * @returns {Knot[]}
 */
export function findKnots(graph) {
  const reached = new Map([...graph.keys()].map((name) => [name, reachable(graph, name)]));
  const isKnotted = (/** @type {string} */ a, /** @type {string} */ b) =>
    reached.get(a)?.has(b) === true && reached.get(b)?.has(a) === true;
  /** @type {Knot[]} */
  const knots = [];
  for (const name of [...graph.keys()].toSorted()) {
    if (!isKnotted(name, name) || knots.some(({ members }) => members.includes(name))) continue;
    const members = [...graph.keys()].filter((other) => isKnotted(name, other)).toSorted();
    const rings = members.map((member) => shortestRing(graph, member)).filter((ring) => ring !== undefined);
    knots.push({ members, ring: rings.toSorted((a, b) => a.length - b.length)[0] ?? [] });
  }
  return knots;
}

/**
 * @param {ImportGraph} graph
 * @param {string} start
 * @returns {string[] | undefined} `start` and what leads back to it
 */
function shortestRing(graph, start) {
  /** @type {Map<string, string | undefined>} */
  const cameFrom = new Map([[start, undefined]]);
  const queue = [start];
  for (const name of queue) {
    for (const next of graph.get(name)?.keys() ?? []) {
      if (next === start) {
        const ring = [];
        for (let at = /** @type {string | undefined} */ (name); at !== undefined; at = cameFrom.get(at))
          ring.unshift(at);
        return ring;
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, name);
      queue.push(next);
    }
  }
  return undefined;
}

/**
 * A ring between folders that is not mended yet.
 * @typedef {object} KnownRing
 * @property {string} around the folder around them: `packages/dashboard/src/web`
 * @property {readonly string[]} members sorted
 * @property {string} reason
 */

/** @type {readonly KnownRing[]} */
export const knownRings = [];

/**
 * @param {ReadonlyMap<string, string>} sources text by file, relative to the root, with slashes; tests left out
 * @param {readonly KnownRing[]} [known]
 * @returns {{ problems: string[], notes: string[] }} one sentence for each knot of files, then of folders; known ones are notes
 */
export function checkRings(sources, known = []) {
  const files = graphOfFiles(sources);
  const problems = findKnots(files).map(
    ({ members, ring }) => `${describeRing(ring)}: files import one another${others(members, ring)}`,
  );
  /** @type {string[]} */
  const notes = [];
  const missing = new Set(known);
  for (const [around, graph] of [...graphsOfFolders(files)].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    for (const { members, ring } of findKnots(graph)) {
      const inside = (/** @type {string} */ folder) => folder.slice(around.length + 1);
      const expected = known.find((one) => one.around === around && one.members.join() === members.map(inside).join());
      if (expected !== undefined) {
        missing.delete(expected);
        notes.push(`known ring in ${around}, of ${expected.members.join(', ')}: ${expected.reason}`);
        continue;
      }
      const via = ring.map((folder, index) => graph.get(folder)?.get(ring[(index + 1) % ring.length] ?? '') ?? '');
      const rest = others(members.map(inside), ring.map(inside));
      problems.push(
        `${around}: ${describeRing(ring.map(inside))}: folders import one another, in ${via.join(', ')}${rest}`,
      );
    }
  }
  for (const { around, members } of missing)
    problems.push(
      `${around}: ${members.join(', ')} are no ring any more; take it out of knownRings in scripts/checks/rings.mjs`,
    );
  return { problems, notes };
}

/** @param {readonly string[]} ring */
const describeRing = (ring) => [...ring, ring[0]].join(' -> ');

/**
 * @param {readonly string[]} members
 * @param {readonly string[]} ring
 */
function others(members, ring) {
  const rest = members.filter((member) => !ring.includes(member));
  return rest.length === 0 ? '' : `; knotted with them: ${rest.join(', ')}`;
}
