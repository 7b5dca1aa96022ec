import { setImmediate } from 'node:timers/promises';
import { serializeError, type SerializedError } from '@sweepdeck/core/errors';
import { ownModulesOf } from '@sweepdeck/core/modules';
import type { TrialConfig } from '@sweepdeck/core/training';
import { escapeError } from './escape-error.ts';
import { watchEscapes } from './watch-escapes.ts';
import type { WorkerHost } from './task-host.ts';

/** Whether a module of the user's own has run on this worker: it may have left timers that go off later. */
let hasRunModules = false;

export interface ModuleWatchOptions<Message> {
  /** What the worker does: `trained`, `was tried`. */
  readonly doing: string;
  readonly host: WorkerHost<Message>;
  /** The last message of a worker out of which an error got. `isMaybeOfAnother`: an earlier module may have left it behind. */
  readonly failed: (error: SerializedError, isMaybeOfAnother: boolean) => Message;
}

export interface ModuleWatch {
  /** Ends the watch. @returns whether modules left timers, sockets or the like behind */
  end(): Promise<{ readonly hasLeftovers: boolean }>;
}

/**
 * Watches for what would end this worker without a word while it works on a configuration: such an error is posted, by the
 * names of the user's own modules that run then, and the worker ends. Every kind of work on a configuration begins with this.
 */
export function watchModules<Message>(
  config: TrialConfig,
  { doing, host, failed }: ModuleWatchOptions<Message>,
): ModuleWatch {
  const modules = ownModulesOf(config);
  const hadModules = hasRunModules;
  hasRunModules ||= modules.length > 0;
  const endWatch = watchEscapes((what) => {
    host.post(failed(serializeError(escapeError(what, modules, doing)), hadModules));
    host.end();
  });
  const resources = countResources();
  return {
    async end() {
      // What a module has started and not waited for is its own.
      if (modules.length > 0) await setImmediate();
      endWatch();
      return { hasLeftovers: modules.length > 0 && hasMore(countResources(), resources) };
    },
  };
}

/** Timers, sockets and the like that keep this thread going, by kind: one that ends must not hide another that begins. */
function countResources(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function hasMore(now: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>): boolean {
  return [...now].some(([kind, count]) => count > (before.get(kind) ?? 0));
}
