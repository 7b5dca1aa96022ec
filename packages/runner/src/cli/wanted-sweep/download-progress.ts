import type { DownloadProgress } from '@sweepdeck/core/datasets';

const mebibyte = 2 ** 20;

/** Shows downloads: one line that is redrawn on a terminal, one line per file elsewhere. */
export function showDownloads(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
): (progress: DownloadProgress) => void {
  let announced = '';
  return ({ what, receivedBytes, totalBytes }) => {
    const received = `${(receivedBytes / mebibyte).toFixed(1)} MiB`;
    const total = totalBytes === null ? '' : ` of ${(totalBytes / mebibyte).toFixed(1)} MiB`;
    if (stream.isTTY) {
      const end = receivedBytes === totalBytes ? '\n' : '';
      stream.write(`\r\u001b[2KDownloading ${what}  ${received}${total}${end}`);
    } else if (announced !== what) {
      stream.write(`Downloading ${what}\n`);
    }
    announced = what;
  };
}
