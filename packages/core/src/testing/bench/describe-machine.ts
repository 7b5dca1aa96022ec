import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** The place and time of a measurement. */
export interface Machine {
  /** ISO 8601, in UTC. */
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGib: number;
  /** Mean number of runnable processes over the previous minute; above 0, something else was running. */
  readonly load: number;
  readonly node: string;
  /** Short hash, with `+` when files differ from it; null outside a repository. */
  readonly commit: string | null;
}

/** @param root root of the repository */
export function describeMachine(root: string): Machine {
  return {
    date: new Date().toISOString(),
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    node: process.versions.node,
    commit: findCommit(root),
  };
}

function findCommit(root: string): string | null {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+')
    );
  } catch {
    return null;
  }
}

/** Describes the machine in one sentence. */
export function machineInWords({ date, processor, cores, memoryGib, load, node, commit }: Machine): string {
  const at = commit === null ? '' : ` at ${commit}`;
  return `${date.slice(0, 10)}, ${processor}, ${cores} cores, ${memoryGib} GiB, load ${load} at the start; Node.js ${node}, sweepdeck${at}`;
}
