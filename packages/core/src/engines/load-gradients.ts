import { createRequire } from 'node:module';

// For its effect: tfjs-core's Node bundle has no gradients, and its modules cannot be imported one by one in Node.
// The bundle of tfjs-layers carries them all and registers them with the same tfjs-core. It is required because an import
// first searches the whole bundle for the names that it exports, which takes longer than running it.
createRequire(import.meta.url)('@tensorflow/tfjs-layers');
