import { Problem } from "./api/problem";
import { Observable } from "./observable";

export interface Notice {
  readonly kind: "done" | "problem";
  readonly text: string;
  readonly details?: readonly string[];
}

/** The one thing that the shop is telling the customer at the moment; it is read out by screen readers. */
export class Notices extends Observable<Notice | undefined> {
  constructor() {
    super(undefined);
  }

  done(text: string): void {
    this.value = { kind: "done", text };
  }

  report(error: unknown): void {
    this.value = error instanceof Problem ? describe(error) : { kind: "problem", text: (error as Error).message };
  }

  clear(): void {
    this.value = undefined;
  }
}

/** A fault of the shop is told with the id by which its operators find it. */
function describe({ status, message, faults, requestId }: Problem): Notice {
  const reference = status >= 500 && requestId !== undefined ? [`Reference: ${requestId}`] : [];
  return { kind: "problem", text: message, details: [...faults, ...reference] };
}
