import { z } from 'zod';

export const datasetNoteSchema = z.object({
  code: z.string(),
  severity: z.enum(['info', 'warning']).describe('warning: may spoil the results; info: an assumption that was made'),
  message: z.string(),
});

/** Drops a fact that an earlier version did not write, or wrote in another form. */
const fact = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/**
 * Facts about the images that a trial was trained on. With folds only the test images are counted: the other splits
 * differ between trials.
 */
export const datasetFactsSchema = z.looseObject({
  name: fact(z.string()),
  fingerprint: fact(z.string()),
  class_names: fact(z.array(z.string()).readonly()),
  height: fact(z.int()),
  width: fact(z.int()),
  channels: fact(z.int()),
  train: fact(z.int()),
  validation: fact(z.int()),
  test: fact(z.int()),
  train_by_class: fact(z.array(z.int()).readonly().describe('Number of training images per class')),
  notes: fact(z.array(datasetNoteSchema).readonly()),
});

/**
 * The software, machine and data of a trial, stored with each attempt so that results can be traced and timings
 * compared.
 */
export const environmentSchema = z.looseObject({
  sweepdeck: fact(z.string()),
  node: fact(z.string()),
  os: fact(z.string()),
  cpu: fact(z.string()),
  cores: fact(z.number()),
  memory_gib: fact(z.number()),
  engine: fact(z.string()),
  device: fact(z.string().describe('The device that computes, as the engine names it')),
  numerics_version: fact(z.string().describe('Numerics version of the engine: equal versions compute the same bits')),
  git_commit: fact(z.string().nullable().describe('Commit of the repository around the sweep file')),
  git_dirty: fact(
    z
      .boolean()
      .nullable()
      .describe('Whether tracked files of that repository differed from the commit; null when git could not tell'),
  ),
  command_line: fact(z.array(z.string()).readonly().describe("The words after the program's name")),
  dataset: fact(datasetFactsSchema),
});

export type DatasetFacts = z.output<typeof datasetFactsSchema>;
export type Environment = z.output<typeof environmentSchema>;

/** Parses a stored environment: drops facts of an unexpected form and keeps unknown ones. */
export function parseEnvironment(stored: unknown): Environment {
  const parsed = environmentSchema.safeParse(stored);
  return parsed.success ? parsed.data : {};
}
