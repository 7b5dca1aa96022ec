/**
 * A Keras topology whose layers begin with zeros, without regularizers and constraints. All weights are loaded from files, and
 * a damaged initializer may draw numbers for ever.
 */
export function withoutBeginnings(topology: unknown): unknown {
  if (Array.isArray(topology)) return topology.map(withoutBeginnings);
  if (typeof topology !== 'object' || topology === null) return topology;
  return Object.fromEntries(
    Object.entries(topology).map(([key, value]: [string, unknown]) => {
      if (/initializer$/i.test(key)) return [key, { class_name: 'Zeros', config: {} }];
      return [key, /(?:regularizer|constraint)$/i.test(key) ? null : withoutBeginnings(value)];
    }),
  );
}
