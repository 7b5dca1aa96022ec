/** Formats whose pixels are read. */
export type ImageFormat = 'avif' | 'gif' | 'jpeg' | 'png' | 'tiff' | 'webp';

/** The readable formats, for messages. */
export const readFormats = 'PNG, JPEG, WebP, GIF, TIFF and AVIF';

const formatOfExtension: Readonly<Record<string, ImageFormat>> = {
  avif: 'avif',
  gif: 'gif',
  jfif: 'jpeg',
  jpe: 'jpeg',
  jpeg: 'jpeg',
  jpg: 'jpeg',
  png: 'png',
  tif: 'tiff',
  tiff: 'tiff',
  webp: 'webp',
};

/** Extensions of images in unreadable formats. The user is told, because these images are missing from the data. */
const otherExtensions = new Set(
  'bmp dib heic heif hif svg svgz ico cur ppm pgm pbm pnm tga psd xcf eps pdf jp2 j2k jxl exr hdr dcm dng cr2 nef arw'.split(
    ' ',
  ),
);

/** Returns the extension in lower case without the dot; empty if there is none. */
export function extensionOf(name: string): string {
  return /[^.]\.([^.\s]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Returns the format that a name suggests; undefined if it is not a readable one. */
export function formatOfName(name: string): ImageFormat | undefined {
  const extension = extensionOf(name);
  return Object.hasOwn(formatOfExtension, extension) ? formatOfExtension[extension] : undefined;
}

/** Tells whether a name suggests an image in an unreadable format. */
export function isOtherImage(name: string): boolean {
  return otherExtensions.has(extensionOf(name));
}

/** The format found in a file's first bytes: a readable format, or a description of anything else. */
export type FoundFormat = { readonly format: ImageFormat } | { readonly words: string };

const text = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.subarray(start, end)).toString('latin1');

/** Formats by their bytes at or near the start of a file. */
const signatures: readonly (readonly [at: number, bytes: string, FoundFormat])[] = [
  [0, '\x89PNG\r\n\x1a\n', { format: 'png' }],
  [0, '\xff\xd8\xff', { format: 'jpeg' }],
  [0, 'GIF87a', { format: 'gif' }],
  [0, 'GIF89a', { format: 'gif' }],
  [8, 'WEBP', { format: 'webp' }],
  [0, 'II*\0', { format: 'tiff' }],
  [0, 'II+\0', { format: 'tiff' }],
  [0, 'MM\0*', { format: 'tiff' }],
  [0, 'MM\0+', { format: 'tiff' }],
  [4, 'ftypavif', { format: 'avif' }],
  [4, 'ftypavis', { format: 'avif' }],
  [4, 'ftyphe', { words: 'HEIC' }],
  [0, 'BM', { words: 'BMP' }],
  [0, '%PDF', { words: 'PDF' }],
  [0, '8BPS', { words: 'Photoshop data' }],
  [0, '\0\0\x01\0', { words: 'an icon' }],
  [0, '\xff\x0a', { words: 'JPEG XL' }],
  [0, '\0\0\0\x0cJXL ', { words: 'JPEG XL' }],
  [0, '\0\0\0\x0cjP  ', { words: 'JPEG 2000' }],
  [0, '\x1f\x8b', { words: 'gzip data' }],
  [0, 'PK\x03\x04', { words: 'a zip archive' }],
];

/**
 * Recognizes the format by content, so that a name never chooses the decoder. SVG drawings have no pixels of their
 * own and may refer to other files, so they are never read, whatever their name.
 */
export function formatOfContent(bytes: Uint8Array): FoundFormat {
  const start = text(bytes, 0, 64);
  const known = signatures.find(([at, signature]) => start.startsWith(signature, at));
  if (known !== undefined) return known[2];
  // The major brand of an AVIF may be a general one; the compatible brands follow.
  if (start.startsWith('ftypmi', 4) && start.includes('avif')) return { format: 'avif' };
  const markup = text(bytes, 0, 1024);
  if (/<svg[\s>]/i.test(markup)) return { words: 'SVG' };
  if (/^\s*(<!doctype html|<html)/i.test(markup)) return { words: 'a web page' };
  return { words: 'no image' };
}
