import { createRequire } from 'node:module';

let isLoaded = false;

/**
 * Registers the gradients of TensorFlow.js, once: its Node bundle has none, and its modules cannot be imported one by one in
 * Node. The bundle of tfjs-layers carries them all and registers them with the same tfjs-core. Only who takes gradients
 * pays for it.
 */
export function loadGradients(): void {
  if (isLoaded) return;
  isLoaded = true;
  // Required, because an import first searches the whole bundle for its names, which takes longer than running it.
  createRequire(import.meta.url)('@tensorflow/tfjs-layers');
}
