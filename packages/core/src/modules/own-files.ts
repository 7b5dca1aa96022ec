/** The parts of a trial's configuration that may name custom files. */
export interface OwnFilesConfig {
  readonly loss: unknown;
  readonly optimizer: unknown;
  readonly model: object;
}

/** Returns the paths of the custom modules that a trial runs. */
export function ownModulesOf({ loss, optimizer }: Pick<OwnFilesConfig, 'loss' | 'optimizer'>): string[] {
  return [...new Set([...modulesIn(loss), ...modulesIn(optimizer)])];
}

/** Returns the paths of all custom files that a trial reads: its modules and its pretrained model. */
export function ownFilesOf(config: OwnFilesConfig): string[] {
  const { model } = config;
  const isPretrained = 'name' in model && model.name === 'pretrained';
  const pretrained = isPretrained && 'path' in model && typeof model.path === 'string' ? [model.path] : [];
  return [...ownModulesOf(config), ...pretrained];
}

/** A loss may be composed of others. */
function modulesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'module' in value && 'options' in value && typeof value.module === 'string' ? [value.module] : [];
  return [...own, ...Object.values(value).flatMap(modulesIn)];
}
