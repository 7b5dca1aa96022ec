/** One node of a Keras functional model. */
export interface KerasNode {
  /** Keras's class: `Conv2D`. */
  readonly className: string;
  /** Unique in the model; our name of the layer where there is one. */
  readonly name: string;
  /** As Keras spells it: `{ filters: 32, kernel_size: [3, 3] }`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of the nodes whose outputs it takes. */
  readonly inputs: readonly string[];
  /** Our parameters (`conv1/kernel`) in the order in which Keras lists the layer's weights, by Keras's name (`kernel`). */
  readonly weights?: Readonly<Record<string, string>>;
  /** Weights of the layer that are no parameter of ours, vectors by Keras's name; Keras lists them after the others. */
  readonly constants?: Readonly<Record<string, readonly number[]>>;
}

/** Where a model writes itself down, node by node, so that Keras and TensorFlow.js can build it again. */
export interface KerasGraph {
  /** Adds a node. @returns its name */
  add(node: KerasNode): string;
}
