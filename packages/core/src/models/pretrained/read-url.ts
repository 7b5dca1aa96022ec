export interface ReadUrlOptions {
  readonly maxBytes: number;
  /** The source of the limit, for messages: `its manifest describes`. */
  readonly limitedBy?: string;
  /** Gives up when nothing arrives for this long. */
  readonly stallMs: number;
  /** Aborts the download when something else has failed. */
  readonly signal: AbortSignal;
}

/** Explains why a URL could not be read, in words that continue it: `the server answered 404 Not Found`. */
export class UrlError extends Error {
  readonly isMissing: boolean;
  readonly hint: string;

  constructor(message: string, { hint = tryLater, isMissing = false, cause }: Partial<UrlError> = {}) {
    super(message, { cause });
    this.name = 'UrlError';
    this.hint = hint;
    this.isMissing = isMissing;
  }
}

const tryLater = 'Try again later, or download the model with its weight files and set model.path to its folder';
const uploadAgain =
  'Check that model.json and its weight files belong together, or upload all files of the model again';
const nameFile =
  'Give the address of the file itself, not of a page that shows it: on GitHub the one behind "Raw", on TensorFlow Hub the one that ends in model.json';

/**
 * Reads the content of an http(s) URL. Follows as many redirects as fetch allows.
 *
 * @throws UrlError when the server does not answer, stalls, answers with an error or a web page, or sends more than
 * `maxBytes` or less than it announced
 */
export async function readUrl(
  url: string,
  { maxBytes, limitedBy = '', stallMs, signal }: ReadUrlOptions,
): Promise<Uint8Array> {
  const stop = new AbortController();
  const stalled = (): void => stop.abort(new UrlError(`nothing arrived for ${stallMs / 1000} s`));
  let timer = setTimeout(stalled, stallMs);
  const limit = limitedBy === '' ? `at most ${maxBytes}` : `the ${maxBytes} that ${limitedBy}`;
  const parts: Uint8Array[] = [];
  let received = 0;
  let announced: number | undefined;
  try {
    const response = await fetch(url, { signal: AbortSignal.any([stop.signal, signal]) });
    refuseAnswer(response);
    announced = announcedBytes(response);
    if (announced !== undefined && announced > maxBytes)
      throw new UrlError(`the server announces ${announced} bytes, expected ${limit}`, { hint: uploadAgain });
    // A server may state no size, or a wrong one.
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(stalled, stallMs);
      received += part.byteLength;
      if (received > maxBytes)
        throw new UrlError(`it contains more bytes than expected: ${limit}`, { hint: uploadAgain });
      parts.push(part);
    }
  } catch (cause) {
    throw toUrlError(cause, { received, announced });
  } finally {
    clearTimeout(timer);
    // Closes the connection if the content was not read completely.
    stop.abort();
  }
  return new Uint8Array(Buffer.concat(parts));
}

function refuseAnswer(response: Response): void {
  const { ok, status, statusText, headers } = response;
  const type = headers.get('content-type')?.split(';', 1)[0] ?? '';
  const isMissing = status === 404 || status === 410;
  const answer = `the server answered ${`${status} ${statusText}`.trim()}`;
  if (!ok) throw new UrlError(answer, { isMissing, ...(status < 500 ? { hint: nameFile } : {}) });
  if (type === 'text/html') throw new UrlError(`the server answered with a web page (${type})`, { hint: nameFile });
}

/** For compressed content, the announced size is a different number. */
function announcedBytes({ headers }: Response): number | undefined {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? undefined : Number(length);
}

function toUrlError(
  cause: unknown,
  { received, announced }: { readonly received: number; readonly announced: number | undefined },
): UrlError {
  if (cause instanceof UrlError) return cause;
  const reason = describe(cause);
  if (/redirect count exceeded/.test(reason))
    return new UrlError('the server keeps redirecting', { hint: nameFile, cause });
  if (received > 0 || announced !== undefined) {
    const of = announced === undefined ? '' : ` of ${announced}`;
    return new UrlError(`the connection ended after ${received}${of} bytes: ${reason}`, { cause });
  }
  return new UrlError(reason, { cause });
}

/** Joins a message with those of its causes: fetch says only "fetch failed" and hides the reason in the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const reason = error.message === '' && 'code' in error ? String(error.code) : error.message;
  return error.cause === undefined ? reason : `${reason}: ${describe(error.cause)}`;
}
