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
 * @param {string} file
 * @returns {string | undefined} `runner/store`: the package and the top folder of its sources; nothing for a file beside them
 */
export function roomOf(file) {
  const match = /^packages\/([^/]+)\/src\/([^/]+)\//.exec(file);
  return match ? `${match[1]}/${match[2]}` : undefined;
}

/**
 * @param {ImportGraph} files
 * @returns {ImportGraph} which room imports which, with a file of the first that does
 */
export function graphOfRooms(files) {
  /** @type {Map<string, Map<string, string>>} */
  const graph = new Map();
  for (const [file, targets] of files) {
    const from = roomOf(file);
    if (from === undefined) continue;
    const rooms = graph.get(from) ?? new Map();
    graph.set(from, rooms);
    for (const target of targets.keys()) {
      const to = roomOf(target);
      if (to !== undefined && to !== from && !rooms.has(to)) rooms.set(to, file);
    }
  }
  return graph;
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
 * @param {ReadonlyMap<string, string>} sources text by file, relative to the root, with slashes; tests left out
 * @returns {string[]} one sentence for each knot of files, then of rooms
 */
export function checkRings(sources) {
  const files = graphOfFiles(sources);
  const rooms = graphOfRooms(files);
  return [
    ...findKnots(files).map(
      ({ members, ring }) => `${describeRing(ring)}: files import one another${others(members, ring)}`,
    ),
    ...findKnots(rooms).map(({ members, ring }) => {
      const via = ring.map((room, index) => rooms.get(room)?.get(ring[(index + 1) % ring.length] ?? '') ?? '');
      return `${describeRing(ring)}: rooms import one another, in ${via.join(', ')}${others(members, ring)}`;
    }),
  ];
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
