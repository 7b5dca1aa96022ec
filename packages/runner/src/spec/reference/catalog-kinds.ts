interface CatalogKindDefinition {
  /** Of a sweep's YAML, where one is named. */
  readonly key: string;
  readonly summary: string;
}

/** What the catalog lists, in its order, by the argument of `runner catalog`. */
export const catalogKinds = {
  losses: { key: 'loss', summary: 'What training minimizes.' },
  optimizers: { key: 'optimizer', summary: 'How a gradient becomes a change of the weights.' },
  schedules: { key: 'schedule', summary: 'How the learning rate changes from step to step.' },
  models: { key: 'model', summary: 'What is trained.' },
  layers: { key: 'model.layers', summary: 'What an architecture of your own is made of.' },
  initializers: {
    key: 'model.initializer',
    summary:
      'How the kernels of a model, or of a layer, start; biases start at 0. fanIn: inputs that one output value depends on; fanOut: output values that one input value reaches; U(a, b): uniform; N(0, s): normal with standard deviation s.',
  },
  augmentation: {
    key: 'augmentation',
    summary:
      'Random changes to each training image, anew in every epoch. What is left out is not done, nor is what is 0 or none.',
  },
  regularization: {
    key: 'regularization',
    summary:
      'What keeps a model from fitting its training images too closely; at the end, what is an option of something else.',
  },
  'early-stopping': {
    key: 'training.early_stopping',
    summary: 'Ends a trial before its last epoch when the objective no longer improves.',
  },
  datasets: { key: 'dataset', summary: 'The images to train on.' },
  engines: { key: 'engine', summary: 'What computes.' },
  metrics: {
    key: 'metric',
    summary:
      'What is measured: validation.* on the train and test images, too, but only validation ranks trials. Over images i = 1..n: true class y_i, logits z_i, probabilities p_i = softmax(z_i); [...] is 1 where it holds, otherwise 0.',
  },
} as const satisfies Record<string, CatalogKindDefinition>;

export type CatalogKind = keyof typeof catalogKinds;

export const catalogKindNames = Object.keys(catalogKinds) as readonly CatalogKind[];

/** The kind that explains a path of a sweep; `undefined` where none does. */
export function catalogKindOf(path: string): CatalogKind | undefined {
  const isWithin = (kind: CatalogKind): boolean => `${path}.`.startsWith(`${catalogKinds[kind].key}.`);
  return catalogKindNames.filter(isWithin).sort((a, b) => catalogKinds[b].key.length - catalogKinds[a].key.length)[0];
}
