import type { TrialConfig } from '@sweepdeck/core/training';

/** Paths of the files of the user's own that a trial runs. */
export function ownModulesOf({ loss, optimizer }: Pick<TrialConfig, 'loss' | 'optimizer'>): string[] {
  return [...new Set([...modulesIn(loss), ...modulesIn(optimizer)])];
}

/** Paths of all files of the user's own that a trial reads: its modules, and a pretrained model. */
export function ownFilesOf(config: Pick<TrialConfig, 'loss' | 'optimizer' | 'model'>): string[] {
  const { model } = config;
  const pretrained = model.name === 'pretrained' && typeof model['path'] === 'string' ? [model['path']] : [];
  return [...ownModulesOf(config), ...pretrained];
}

/** A loss may be made of others. */
function modulesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'module' in value && 'options' in value && typeof value.module === 'string' ? [value.module] : [];
  return [...own, ...Object.values(value).flatMap(modulesIn)];
}
