import { reasonOf } from "./problem";

/** Tells a failure of work that is tried again and again: in a line, and not again until it has passed or become another. */
export class RepeatedFailure {
  #told: string | undefined;
  readonly #what: string;

  /** @param what - the beginning of the line. */
  constructor(what: string) {
    this.#what = what;
  }

  tell(error: unknown): void {
    const reason = reasonOf(error);
    if (reason !== this.#told) console.error(`${this.#what}: ${reason}`);
    this.#told = reason;
  }

  passed(): void {
    this.#told = undefined;
  }
}
