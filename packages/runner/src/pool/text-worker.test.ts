import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { loadDataset, type Dataset } from '@sweepdeck/core/datasets';
import { bundleModule } from '@sweepdeck/core/modules';
import { trialConfigSchema, type TrainingEvent, type TrialConfig } from '@sweepdeck/core/training';
import { bundledEntry, bundledProcess, bundledThread } from '../../test/fixtures/bundled-entry.ts';
import type { TaskMessage } from '../worker/protocol/task-message.ts';
import type { Task } from '../worker/protocol/task.ts';
import { decodeWire, encodeWire } from '../worker/protocol/wire.ts';
import { createProcessPool } from './create-process-pool.ts';
import { createThreadPool } from './create-thread-pool.ts';
import { taskSubject } from './task-subject.ts';
import type { TrialPool } from './trial-pool.ts';

const folder = mkdtempSync(join(tmpdir(), 'sweepdeck-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A trial with a module of the user's own, by the hash of its code. */
function configWithModule(): TrialConfig {
  const module = join(folder, 'mine.ts');
  writeFileSync(module, 'export default { create: (_, { tf }) => (z, y) => tf.mean(tf.squaredDifference(z, y), 1) };');
  return trialConfigSchema.parse({
    dataset: { name: 'glyphs', count: 200 },
    model: 'logistic',
    loss: { module, sha256: bundleModule(module).sha256 },
    training: { epochs: 2, batch_size: 16 },
  });
}

/** All that a worker says which is told nothing but the text. */
async function messagesOf(task: Task): Promise<TaskMessage[]> {
  const { filename } = bundledEntry('test/fixtures/text-worker');
  const child = spawn(process.execPath, [filename], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(`${encodeWire(task).text}\n`);
  const messages: TaskMessage[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { text, base64 } = JSON.parse(line) as { readonly text: string; readonly base64: readonly string[] };
    const bytes = base64.map((each) => Uint8Array.from(Buffer.from(each, 'base64')));
    messages.push(decodeWire<TaskMessage>({ text, bytes }));
  }
  return messages;
}

async function eventsOf(pool: TrialPool, config: TrialConfig, dataset: Dataset): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  const request = { attemptId: 1, config, engine: 'wasm', dataset, keepWeights: true };
  const outcome = await pool.run(request, ({ event }) => events.push(event)).outcome;
  await pool.close();
  expect(outcome).toEqual({ type: 'done' });
  return events;
}

/** Without what is a matter of time. */
function bitsOf(events: readonly TrainingEvent[]): unknown[] {
  return events
    .filter(({ type }) => type !== 'progress')
    .map((event) => {
      if (event.type !== 'epoch') return event;
      const { seconds: _, samples_per_second: __, engine_memory: ___, ...metrics } = event.metrics;
      return { ...event, metrics };
    });
}

test('a trial gives the same bits in a thread, in a process, and where only text arrives', async () => {
  const config = configWithModule();
  const dataset = await loadDataset(config.dataset, { cacheDirectory: folder });
  const inThread = bitsOf(await eventsOf(createThreadPool(1, bundledThread), config, dataset));
  expect(inThread.map((event) => Reflect.get(Object(event), 'type'))).toEqual([
    'started',
    'epoch',
    'epoch',
    'weights',
    'finished',
  ]);
  expect(bitsOf(await eventsOf(createProcessPool(1, bundledProcess), config, dataset))).toEqual(inThread);

  const subject = taskSubject({ config, engine: 'wasm', dataset });
  const messages = await messagesOf({ kind: 'train', ...subject, attemptId: 1, keepWeights: true });
  expect(messages.at(-1)).toMatchObject({ type: 'done', result: null });
  expect(bitsOf(messages.flatMap((message) => (message.type === 'event' ? [message.event] : [])))).toEqual(inThread);
});

test('a worker that makes other data than the task names refuses', async () => {
  const config = configWithModule();
  const dataset = await loadDataset({ ...config.dataset, split_seed: 7 }, { cacheDirectory: folder });
  const subject = taskSubject({ config, engine: 'wasm', dataset });
  const [last] = (await messagesOf({ kind: 'measure', ...subject })).slice(-1);
  expect(last).toMatchObject({ type: 'failed', error: { code: 'dataset-changed' } });
});
