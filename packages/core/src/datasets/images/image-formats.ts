/** The formats whose pixels are read. */
export type ImageFormat = 'avif' | 'gif' | 'jpeg' | 'png' | 'tiff' | 'webp';

/** For messages. */
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

/** Extensions of images that are not read: told to the user, for the images are missing from the data. */
const otherExtensions = new Set(
  'bmp dib heic heif hif svg svgz ico cur ppm pgm pbm pnm tga psd xcf eps pdf jp2 j2k jxl exr hdr dcm dng cr2 nef arw'.split(
    ' ',
  ),
);

/** In lower case, without the dot; empty where the name has none. */
export function extensionOf(name: string): string {
  return /[^.]\.([^.\s]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The format that a name promises; undefined where it is not one that is read. */
export function formatOfName(name: string): ImageFormat | undefined {
  const extension = extensionOf(name);
  return Object.hasOwn(formatOfExtension, extension) ? formatOfExtension[extension] : undefined;
}

/** Whether a name is that of an image in a format that is not read. */
export function isOtherImage(name: string): boolean {
  return otherExtensions.has(extensionOf(name));
}

/** What the first bytes of a file say: a format that is read, else what it seems to be, in words. */
export type FoundFormat = { readonly format: ImageFormat } | { readonly words: string };

const text = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.subarray(start, end)).toString('latin1');

/** Formats by bytes at the start of a file, or at a few bytes from it. */
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
 * The format by content, so that a name never chooses the decoder. A drawing in SVG has no pixels of its own, and may refer to
 * other files: it is none of the formats that are read, whatever it is called.
 */
export function formatOfContent(bytes: Uint8Array): FoundFormat {
  const start = text(bytes, 0, 64);
  const known = signatures.find(([at, signature]) => start.startsWith(signature, at));
  if (known !== undefined) return known[2];
  // The major brand of an AVIF may be a general one; the compatible ones follow.
  if (start.startsWith('ftypmi', 4) && start.includes('avif')) return { format: 'avif' };
  const markup = text(bytes, 0, 1024);
  if (/<svg[\s>]/i.test(markup)) return { words: 'SVG' };
  if (/^\s*(<!doctype html|<html)/i.test(markup)) return { words: 'a web page' };
  return { words: 'no image' };
}
