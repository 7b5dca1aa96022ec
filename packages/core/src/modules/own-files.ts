/** What of a trial's configuration may name files of the user's own. */
export interface OwnFilesConfig {
  readonly loss: unknown;
  readonly optimizer: unknown;
  readonly model: object;
}

/** Paths of the files of the user's own that a trial runs. */
export function ownModulesOf({ loss, optimizer }: Pick<OwnFilesConfig, 'loss' | 'optimizer'>): string[] {
  return [...new Set([...modulesIn(loss), ...modulesIn(optimizer)])];
}

/** Paths of all files of the user's own that a trial reads: its modules, and a pretrained model. */
export function ownFilesOf(config: OwnFilesConfig): string[] {
  const { model } = config;
  const isPretrained = 'name' in model && model.name === 'pretrained';
  const pretrained = isPretrained && 'path' in model && typeof model.path === 'string' ? [model.path] : [];
  return [...ownModulesOf(config), ...pretrained];
}

/** A loss may be made of others. */
function modulesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'module' in value && 'options' in value && typeof value.module === 'string' ? [value.module] : [];
  return [...own, ...Object.values(value).flatMap(modulesIn)];
}
