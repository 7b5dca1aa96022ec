/** What a layer of a list may depend on beside its options and the shape of its input. */
export interface LayerListContext {
  /** Number of classes: the units of a dense layer that has none of its own. */
  readonly classes: number;
}
