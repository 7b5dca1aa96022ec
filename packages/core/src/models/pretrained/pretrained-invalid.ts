import { clipText, describeThrown, SweepdeckError } from '../../errors/index.ts';

export function pretrainedInvalid(message: string, cause?: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'pretrained-invalid',
    message: clipText(message),
    hint: 'save the model again, or copy all of its files again',
    cause,
  });
}

/**
 * Makes the error for a model that a library of TensorFlow.js cannot build or run; returns our own errors unchanged.
 */
export function cannotBuild(what: string, cause: unknown): SweepdeckError {
  if (cause instanceof SweepdeckError) return cause;
  return new SweepdeckError({
    code: 'pretrained-invalid',
    message: clipText(`${what} cannot be built: ${describeThrown(cause)}`),
    hint: 'only models of layers and operations that TensorFlow.js knows can be loaded; if the file is damaged, copy it again',
    cause,
  });
}
