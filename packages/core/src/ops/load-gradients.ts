import { createRequire } from 'node:module';

let isLoaded = false;

/**
 * Registers the gradients of TensorFlow.js, once. Its Node bundle has none, and its modules cannot be imported one by
 * one in Node; the bundle of tfjs-layers contains them all and registers them with the same tfjs-core. Only code that
 * takes gradients pays for it.
 */
export function loadGradients(): void {
  if (isLoaded) return;
  isLoaded = true;
  // Required, because an import would first search the whole bundle for its names, which takes longer than running it.
  createRequire(import.meta.url)('@tensorflow/tfjs-layers');
}
