const FAILURES_TO_OPEN = 2;
const OPEN_MS = 5_000;

/**
 * Stops asking a backend that does not answer. After two failures in a row it is left alone for five seconds; then one attempt decides
 * whether it is back.
 */
export class CircuitBreaker {
  private failures = 0;
  private openUntil = 0;

  /** @param onOpen - called each time that the backend is given up. */
  constructor(
    private readonly onOpen: () => void,
    private readonly clock: () => number = Date.now,
  ) {}

  get isOpen(): boolean {
    return this.clock() < this.openUntil;
  }

  succeeded(): void {
    this.failures = 0;
  }

  failed(): void {
    this.failures += 1;
    if (this.failures < FAILURES_TO_OPEN) return;
    this.openUntil = this.clock() + OPEN_MS;
    this.onOpen();
  }
}
