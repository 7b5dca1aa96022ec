/** A misclassified image. */
export interface Mistake {
  /** Index of the image in its dataset, from 0. */
  readonly index: number;
  /** Index of the true class. */
  readonly label: number;
  /** Index of the predicted class. */
  readonly predicted: number;
  /** Probability of the predicted class, 0..1; NaN when the logits were NaN. */
  readonly confidence: number;
}

/** Keeps the most confident mistakes of a model: sorted by confidence, NaN last, ties by index. */
export class ConfidentMistakes {
  readonly #limit: number;
  readonly #kept: Mistake[] = [];

  /** @param limit number of mistakes to keep */
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

  /** Lists the mistakes, the most confident first. */
  list(): readonly Mistake[] {
    return [...this.#kept];
  }
}

/** Returns a negative number when `a` comes first. */
function compare(a: Mistake, b: Mistake): number {
  const surer = rank(b) - rank(a);
  return surer === 0 ? a.index - b.index : surer;
}

const rank = ({ confidence }: Mistake): number => (Number.isNaN(confidence) ? -1 : confidence);
