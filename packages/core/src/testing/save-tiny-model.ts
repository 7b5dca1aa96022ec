import { io } from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Saves a small convolutional model of 6x6 color images with random weights, for trials that fine-tune one. Its layers
 * are `early`, `norm`, `late`, `list` and `old_head`. An engine must be open.
 */
export async function saveTinyModel(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const kernelInitializer = layers.initializers.glorotNormal({ seed: 2 });
  const conv = { kernelSize: 3, activation: 'relu', kernelInitializer } as const;
  const model = layers.sequential({
    layers: [
      layers.layers.conv2d({ ...conv, name: 'early', inputShape: [6, 6, 3], filters: 4 }),
      layers.layers.batchNormalization({ name: 'norm' }),
      layers.layers.conv2d({ ...conv, name: 'late', filters: 5 }),
      layers.layers.flatten({ name: 'list' }),
      layers.layers.dense({ name: 'old_head', units: 4, kernelInitializer }),
    ],
  });
  await model.save(
    io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs ?? [] }];
      await writeFile(path.join(folder, 'model.json'), JSON.stringify({ modelTopology, weightsManifest }));
      await writeFile(path.join(folder, 'weights.bin'), Buffer.from(weightData as ArrayBuffer));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  model.dispose();
}
