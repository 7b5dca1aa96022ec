/** Options of `dataset` that name a file or a folder. */
export const dataPathOptions = ['path', 'images_path', 'labels_path', 'test_images_path', 'test_labels_path'] as const;

/**
 * Returns the options of a dataset that affect results. The location of its files does not, so moved data is still
 * the same.
 */
export function withoutDataPaths(dataset: object): Record<string, unknown> {
  const left: readonly string[] = dataPathOptions;
  return Object.fromEntries(Object.entries(dataset).filter(([option]) => !left.includes(option)));
}
