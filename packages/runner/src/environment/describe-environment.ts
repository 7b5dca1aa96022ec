import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { z } from 'zod';
import type { Environment } from '../records/environment.ts';
import { findGitCommit } from './find-git-commit.ts';
import { isGitDirty } from './is-git-dirty.ts';

export interface EnvironmentOptions {
  readonly engine: {
    readonly name: string;
    /** The device that computes, as the engine names it. */
    readonly device: string;
    readonly numericsVersion: string;
  };
  /** The folder whose repository is described: the one of the sweep file. */
  readonly folder: string;
  /** The words after the program's name. */
  readonly commandLine: readonly string[];
}

/** Describes the environment of this process's trials, except their dataset. */
export async function describeEnvironment({ engine, folder, commandLine }: EnvironmentOptions): Promise<Environment> {
  const commit = findGitCommit(folder);
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
    git_commit: commit,
    git_dirty: commit === null ? null : await isGitDirty(folder),
    command_line: commandLine,
  };
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
