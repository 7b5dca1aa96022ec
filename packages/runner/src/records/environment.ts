import { z } from 'zod';

export const datasetNoteSchema = z.object({
  code: z.string(),
  severity: z
    .enum(['info', 'warning'])
    .describe('A warning may spoil the results; info says what was taken for granted'),
  message: z.string(),
});

/** A fact that an earlier version did not write, or wrote in another form, is left out. */
const fact = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** The images that a trial was trained on. With folds only the test images are counted: the others differ by trial. */
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
  train_by_class: fact(z.array(z.int()).readonly().describe('Training images by class index')),
  notes: fact(z.array(datasetNoteSchema).readonly()),
});

/** What a trial ran on and with: kept with each attempt, so that a result can be traced and timings compared. */
export const environmentSchema = z.looseObject({
  sweepdeck: fact(z.string()),
  node: fact(z.string()),
  os: fact(z.string()),
  cpu: fact(z.string()),
  cores: fact(z.number()),
  memory_gib: fact(z.number()),
  engine: fact(z.string()),
  device: fact(z.string().describe('What computes, as the engine says it')),
  numerics_version: fact(z.string().describe('Of the engine: the same one gives the same bits')),
  git_commit: fact(z.string().nullable().describe('Of the repository that the sweep was started in')),
  dataset: fact(datasetFactsSchema),
});

export type DatasetFacts = z.output<typeof datasetFactsSchema>;
export type Environment = z.output<typeof environmentSchema>;

/** An environment as a store holds it: facts that are not understood are left out, those that nobody knows are kept. */
export function parseEnvironment(stored: unknown): Environment {
  const parsed = environmentSchema.safeParse(stored);
  return parsed.success ? parsed.data : {};
}
