import { setImmediate } from 'node:timers/promises';
import { serializeError, type SerializedError } from '@sweepdeck/core/errors';
import { ownModulesOf } from '@sweepdeck/core/modules';
import type { TrialConfig } from '@sweepdeck/core/training';
import { escapeError } from './escape-error.ts';
import { watchEscapes } from './watch-escapes.ts';
import type { WorkerHost } from './task-host.ts';

/** True once a custom module has run on this worker: it may have left timers that fire later. */
let hasRunModules = false;

export interface ModuleWatchOptions<Message> {
  /** A verb for error messages: `trained`, `was tried`. */
  readonly doing: string;
  readonly host: WorkerHost<Message>;
  /**
   * Makes the worker's last message after an error escaped. `isMaybeOfAnother` is true when an earlier module may
   * have caused it.
   */
  readonly failed: (error: SerializedError, isMaybeOfAnother: boolean) => Message;
}

export interface ModuleWatch {
  /**
   * Ends the watch.
   * @returns whether modules left timers, sockets or other resources behind
   */
  end(): Promise<{ readonly hasLeftovers: boolean }>;
}

/**
 * Watches for errors that would end this worker silently while it works on a configuration. Such an error is posted
 * with the names of the custom modules that ran, and the worker ends. Every kind of work on a configuration begins
 * with this.
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
      // Gives errors of unawaited work one turn of the event loop to appear.
      if (modules.length > 0) await setImmediate();
      endWatch();
      return { hasLeftovers: modules.length > 0 && hasMore(countResources(), resources) };
    },
  };
}

/**
 * Counts timers, sockets and other resources that keep this thread alive, by kind, so that one that ends cannot hide
 * another that begins.
 */
function countResources(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function hasMore(now: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>): boolean {
  return [...now].some(([kind, count]) => count > (before.get(kind) ?? 0));
}
