import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { z } from 'zod';
import type { Environment } from '../records/environment.ts';
import { findGitCommit } from './find-git-commit.ts';

export interface EnvironmentOptions {
  readonly engine: {
    readonly name: string;
    /** The device that computes, as the engine names it. */
    readonly device: string;
    readonly numericsVersion: string;
  };
  readonly currentDirectory: string;
}

/** Describes the environment of this process's trials, except their dataset. */
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
