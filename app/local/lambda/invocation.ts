/** Invokes a function with an event. @throws FunctionError, or the error of the handler. */
export type Invoke = (event: unknown) => Promise<unknown>;

/** Error that a function returned. Its name is the error type, which Step Functions matches. */
export class FunctionError extends Error {
  constructor(errorType: string, message: string) {
    super(message);
    this.name = errorType;
  }
}
