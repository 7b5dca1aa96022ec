/**
 * Returns a Keras topology whose layers are initialized with zeros and have no regularizers and constraints. All
 * weights come from files, and a damaged initializer could draw numbers without end.
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
