import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { z } from 'zod';
import { findGitCommit } from './find-git-commit.ts';

export interface EnvironmentOptions {
  readonly engine: {
    readonly name: string;
    /** What computes, as the engine says it. */
    readonly device: string;
    readonly numericsVersion: string;
  };
  readonly currentDirectory: string;
}

/** What a trial ran on and with: kept with each attempt, so that a result can be traced and timings compared. */
export interface Environment {
  readonly sweepdeck: string;
  readonly node: string;
  readonly os: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gib: number;
  readonly engine: string;
  readonly device: string;
  /** Of the engine: the same one gives the same bits. */
  readonly numerics_version: string;
  /** Of the repository that the sweep was started in. */
  readonly git_commit: string | null;
}

export function describeEnvironment({ engine, currentDirectory }: EnvironmentOptions): Environment {
  return {
    sweepdeck: readVersion(),
    node: process.versions.node,
    os: `${platform()} ${release()} ${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory_gib: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    engine: engine.name,
    device: engine.device,
    numerics_version: engine.numericsVersion,
    git_commit: findGitCommit(currentDirectory),
  };
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
