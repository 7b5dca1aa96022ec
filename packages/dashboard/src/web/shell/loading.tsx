import type { RequestFailure } from '../api/fetch-route.ts';

/** Grey lines in the shape of the coming content. */
export function Skeleton({ lines = 6 }: { readonly lines?: number }) {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}

export function FailureNote({
  failure,
  onRetry,
}: {
  readonly failure: RequestFailure;
  readonly onRetry?: (() => void) | undefined;
}) {
  return (
    <div class="failure" role="alert">
      <p>
        <strong>{failure.status === 404 ? 'Not found' : 'Something went wrong'}</strong>
        <span data-testid="failure">{failure.message}</span>
        {failure.hint === undefined ? null : <span class="muted">{failure.hint}</span>}
      </p>
      {onRetry === undefined ? null : (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
