/** A node of a Keras functional model. */
export interface KerasNode {
  /** The Keras class: `Conv2D`. */
  readonly className: string;
  /** Unique within the model; our name of the layer if there is one. */
  readonly name: string;
  /** The options as Keras spells them: `{ filters: 32, kernel_size: [3, 3] }`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of the nodes that provide its inputs. */
  readonly inputs: readonly string[];
  /**
   * Maps Keras's weight names (`kernel`) to our parameters (`conv1/kernel`), in the order in which Keras lists the
   * layer's weights.
   */
  readonly weights?: Readonly<Record<string, string>>;
  /** Weights of the layer that are not parameters here: vectors by Keras's name, listed after the others. */
  readonly constants?: Readonly<Record<string, readonly number[]>>;
}

/** Collects the nodes of a model so that Keras and TensorFlow.js can rebuild it. */
export interface KerasGraph {
  /** Adds a node. @returns its name */
  add(node: KerasNode): string;
}
