import { SweepdeckError } from '@sweepdeck/core/errors';
import { offerEngines, type SweepEngine } from '../../planning/choose-engine.ts';
import type { EngineChoice } from '../../spec/schema/engine-choices.ts';
import type { DoneTrial, Selection } from './select-trials.ts';

/**
 * Finds the engine to train on: the wanted one, or that of the trials, which share one.
 * @throws SweepdeckError `engine-unavailable`
 */
export async function findEngine(
  { engine, wanted }: Pick<Selection, 'wanted'> & { readonly engine: EngineChoice | undefined },
  [first]: readonly DoneTrial[],
): Promise<SweepEngine> {
  if (first === undefined) throw new Error('no trial is selected');
  try {
    // A later version may have stored an engine that this one does not know; it is refused like one that does not work.
    const choice = engine ?? (first.engine as EngineChoice);
    return (await offerEngines({ choice, started: undefined })).first;
  } catch (error) {
    if (!(error instanceof SweepdeckError) || engine !== undefined) throw error;
    const hint = `Or compare within a tolerance on another engine: \`runner verify ${wanted} --engine wasm\`.`;
    throw new SweepdeckError({
      code: error.code,
      message: `${wanted} was trained on its engine, but ${error.message}`,
      hint: error.hint === undefined ? hint : `${error.hint} ${hint}`,
      cause: error,
    });
  }
}
