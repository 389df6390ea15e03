const FAILURES_TO_OPEN = 2;
const OPEN_MS = 5_000;

/**
 * Stops asking a backend that does not answer. After two failures in a row it is left alone for five seconds; then one attempt decides
 * whether it is back.
 */
export class CircuitBreaker {
  #failures = 0;
  #openUntil = 0;
  readonly #onOpen: () => void;
  readonly #clock: () => number;

  /** @param onOpen - called each time that the backend is given up. */
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
