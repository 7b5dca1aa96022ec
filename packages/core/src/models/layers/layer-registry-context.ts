/** Facts that a layer of a list may depend on besides its options and input shape. */
export interface LayerListContext {
  /** Number of classes; a dense layer without units has this many. */
  readonly classes: number;
}
