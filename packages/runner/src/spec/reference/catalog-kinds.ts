interface CatalogKindDefinition {
  /** The key of a sweep file that names one. */
  readonly key: string;
  readonly summary: string;
}

/** The catalog's kinds in order, by the argument of `runner catalog`. */
export const catalogKinds = {
  losses: { key: 'loss', summary: 'What training minimizes.' },
  optimizers: { key: 'optimizer', summary: 'How gradients change the weights.' },
  schedules: { key: 'schedule', summary: 'How the learning rate changes from step to step.' },
  models: { key: 'model', summary: 'What is trained.' },
  layers: { key: 'model.layers', summary: 'Building blocks of your own architectures.' },
  initializers: {
    key: 'model.initializer',
    summary:
      'How the kernels of a model or a layer start; biases start at 0. fanIn: inputs that one output value depends on; fanOut: output values that one input value reaches; U(a, b): uniform; N(0, s): normal with standard deviation s.',
  },
  augmentation: {
    key: 'augmentation',
    summary:
      'Random changes to each training image, drawn anew in every epoch. An omitted change is not made, nor is one set to 0 or none.',
  },
  regularization: {
    key: 'regularization',
    summary: 'Keeps a model from overfitting. Options of models, layers and optimizers are listed at the end.',
  },
  'early-stopping': {
    key: 'training.early_stopping',
    summary: 'Ends a trial before its last epoch when the objective no longer improves.',
  },
  datasets: { key: 'dataset', summary: 'The images to train on.' },
  engines: { key: 'engine', summary: 'The engine that computes.' },
  metrics: {
    key: 'metric',
    summary:
      'Measured on each split (validation.*, train.*, test.*); only validation metrics rank trials. Over images i = 1..n: true class y_i, logits z_i, probabilities p_i = softmax(z_i); [...] is 1 where it holds, otherwise 0.',
  },
} as const satisfies Record<string, CatalogKindDefinition>;

export type CatalogKind = keyof typeof catalogKinds;

export const catalogKindNames = Object.keys(catalogKinds) as readonly CatalogKind[];

/** Returns the kind that explains a path of a sweep; `undefined` if none does. */
export function catalogKindOf(path: string): CatalogKind | undefined {
  const isWithin = (kind: CatalogKind): boolean => `${path}.`.startsWith(`${catalogKinds[kind].key}.`);
  return catalogKindNames.filter(isWithin).sort((a, b) => catalogKinds[b].key.length - catalogKinds[a].key.length)[0];
}
