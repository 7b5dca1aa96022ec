export function NotFoundPage({ path }: { readonly path: string }) {
  return (
    <section class="page narrow">
      <h1>There is no such page</h1>
      <p class="muted">
        Nothing lives at <code>{path}</code>. <a href="/">See all sweeps</a>.
      </p>
    </section>
  );
}
