const FAILURES_TO_OPEN = 2;
const OPEN_MS = 5_000;

/**
 * Stops calling a backend that does not answer: after two failures in a row for five seconds, then one attempt
 * decides.
 */
export class CircuitBreaker {
  #failures = 0;
  #openUntil = 0;
  readonly #onOpen: () => void;
  readonly #clock: () => number;

  /** @param onOpen - called each time the circuit opens. */
  constructor(onOpen: () => void, clock: () => number = Date.now) {
    this.#onOpen = onOpen;
    this.#clock = clock;
  }

  get isOpen(): boolean {
    return this.#clock() < this.#openUntil;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#failures < FAILURES_TO_OPEN) return;
    this.#openUntil = this.#clock() + OPEN_MS;
    this.#onOpen();
  }
}
