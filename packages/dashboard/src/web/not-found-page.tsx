export function NotFoundPage({ path }: { readonly path: string }) {
  return (
    <section class="page narrow">
      <h1>Page not found</h1>
      <p class="muted">
        There is nothing at <code>{path}</code>. <a href="/">See all sweeps</a>.
      </p>
    </section>
  );
}
