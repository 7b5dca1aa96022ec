// For its effect: tfjs-core's Node bundle has no gradients, and its modules cannot be imported one by one in Node.
// The bundle of tfjs-layers carries them all and registers them with the same tfjs-core.
import '@tensorflow/tfjs-layers';
