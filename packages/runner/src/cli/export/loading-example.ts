import type { DatasetFacts } from './dataset-facts.ts';
import type { ExportFormat } from './export-format.ts';

/** Explains how to use an export: Markdown with one code block. */
export function loadingExample({
  format,
  dataset,
}: {
  readonly format: ExportFormat;
  readonly dataset: DatasetFacts;
}): string {
  if (format === 'safetensors') return python();
  return dataset.channels in pixelReaders ? webPage(dataset) : program(dataset);
}

/** Expressions that read an image, by the number of its channels. */
const pixelReaders: Readonly<Record<number, string>> = {
  1: 'tf.browser.fromPixels(image).mean(2, true)',
  3: 'tf.browser.fromPixels(image)',
  4: 'tf.browser.fromPixels(image, 4)',
};

function webPage({ height, width, channels }: DatasetFacts): string {
  return `Serve this folder over HTTP, for instance with \`python3 -m http.server\`, and open this page from it:

\`\`\`html
<script src="https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4.22.0"></script>
<input type="file" accept="image/*" id="file" />
<pre id="answer"></pre>
<script>
  const loading = Promise.all([tf.loadLayersModel('model.json'), fetch('labels.json').then((r) => r.json())]);
  document.getElementById('file').onchange = async ({ target }) => {
    const [model, labels] = await loading;
    const image = await createImageBitmap(target.files[0]);
    const output = tf.tidy(() => {
      const pixels = ${pixelReaders[channels] ?? ''};
      return model.predict(pixels.resizeBilinear([${height}, ${width}]).div(255).expandDims());
    });
    const probabilities = [...(await output.data())];
    const best = probabilities.indexOf(Math.max(...probabilities));
    document.getElementById('answer').textContent = \`\${labels[best]}: \${(100 * probabilities[best]).toFixed(1)} %\`;
  };
</script>
\`\`\``;
}

/** Browsers cannot decode images with other numbers of channels. */
function program({ height, width, channels }: DatasetFacts): string {
  return `In a web page that has loaded \`@tensorflow/tfjs\`, with the pixels of one image (0..255, row by row, channels last) as
\`pixels\`:

\`\`\`js
const model = await tf.loadLayersModel('model.json');
const images = tf.tensor4d(pixels, [1, ${height}, ${width}, ${channels}]).div(255);
const probabilities = await model.predict(images).data();
\`\`\``;
}

function python(): string {
  return `\`model.safetensors\` holds the parameters by name. Convolution kernels are \`[height, width, in, out]\`, dense ones
\`[in, out]\`.

\`\`\`python
from safetensors.numpy import load_file

parameters = load_file("model.safetensors")
\`\`\``;
}
