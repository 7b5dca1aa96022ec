/** Capitalizes a title: `top-3 accuracy` -> `Top-3 accuracy`. */
export function capitalized(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
