// Runs in a process of its own: `check-addon.ts` starts it and waits for its single message.
import { serializeError } from '../errors/index.ts';
import type { EngineStatus } from '../engines/engine.ts';
import { watchParent } from '../engines/watch-parent.ts';
import { openTensorflow } from '../engines/tensorflow/open-tensorflow.ts';
import type { TensorflowFlavor } from '../engines/tensorflow/tensorflow-package.ts';

async function check(flavor: TensorflowFlavor, file: string): Promise<EngineStatus> {
  try {
    const { device, numericsVersion, makeCurrent, memory } = await openTensorflow({ flavor, file });
    // Imported only now, so that a library that cannot be opened is reported at once.
    const { tryTrainingStep } = await import('./try-training-step.ts');
    await tryTrainingStep(makeCurrent);
    return { works: true, device, numericsVersion, isCandidate: true, memory };
  } catch (error) {
    const { message, hint } = serializeError(error);
    return { works: false, reason: message, hint: hint ?? `Run \`runner engine install ${flavor}\` again.` };
  }
}

watchParent();
const [flavor, file] = process.argv.slice(2);
const status = await check(flavor as TensorflowFlavor, file ?? '');
process.send?.(status, () => process.disconnect());
