/** A request that is refused: its caller receives the status, the code, the message and the facts. */
export class HttpRefusal extends Error {
  constructor(
    /** HTTP status: 400 to 499. */
    readonly status: number,
    /** Word by which programs distinguish refusals. */
    readonly code: string,
    message: string,
    /** Further fields of the answer. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "HttpRefusal";
  }
}
