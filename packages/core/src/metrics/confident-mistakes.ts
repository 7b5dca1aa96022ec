/** An image that a model took for another class. */
export interface Mistake {
  /** Of the image in its dataset, counted from 0. */
  readonly index: number;
  /** Class index of the truth. */
  readonly label: number;
  /** Class index that the model gave. */
  readonly predicted: number;
  /** Probability of the predicted class, 0..1; NaN when the logits were. */
  readonly confidence: number;
}

/** Keeps the mistakes that a model was surest of: by confidence, NaN last, ties by index. */
export class ConfidentMistakes {
  readonly #limit: number;
  readonly #kept: Mistake[] = [];

  /** @param limit how many are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(mistake: Mistake): void {
    const last = this.#kept[this.#limit - 1];
    if (last !== undefined && compare(mistake, last) >= 0) return;
    const place = this.#kept.findIndex((other) => compare(mistake, other) < 0);
    this.#kept.splice(place === -1 ? this.#kept.length : place, 0, mistake);
    if (this.#kept.length > this.#limit) this.#kept.pop();
  }

  /** The surest first. */
  list(): readonly Mistake[] {
    return [...this.#kept];
  }
}

/** Negative when `a` comes first. */
function compare(a: Mistake, b: Mistake): number {
  const surer = rank(b) - rank(a);
  return surer === 0 ? a.index - b.index : surer;
}

const rank = ({ confidence }: Mistake): number => (Number.isNaN(confidence) ? -1 : confidence);
