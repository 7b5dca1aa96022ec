import { clipText, describeThrown, SweepdeckError } from '../../errors/index.ts';

export function pretrainedInvalid(message: string, cause?: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'pretrained-invalid',
    message: clipText(message),
    hint: 'save the model again, or copy all of its files again',
    cause,
  });
}

/** What a library of TensorFlow.js threw on a model that it cannot build or run; an error of ours stays as it is. */
export function cannotBuild(what: string, cause: unknown): SweepdeckError {
  if (cause instanceof SweepdeckError) return cause;
  return new SweepdeckError({
    code: 'pretrained-invalid',
    message: clipText(`${what} cannot be built: ${describeThrown(cause)}`),
    hint: 'only models of layers and operations that TensorFlow.js knows can be loaded; a damaged file must be copied again',
    cause,
  });
}
