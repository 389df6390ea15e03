/** Runs a function once with an event, as Lambda does for those that call it. @throws FunctionError, or what the handler threw. */
export type Invoke = (event: unknown) => Promise<unknown>;

/** What a function reported instead of a result. Its name is the error type, by which Step Functions decides. */
export class FunctionError extends Error {
  constructor(errorType: string, message: string) {
    super(message);
    this.name = errorType;
  }
}
