/** The answer of an account to one question. */
export type Answer =
  | { readonly status: "ok"; readonly detail: string }
  | { readonly status: "missing"; readonly detail: string; readonly mend: string };

/** One thing that the first apply needs of an account. */
export interface Question {
  readonly subject: string;
  /** IAM action that the caller needs to ask. */
  readonly action: string;
  readonly ask: () => Promise<Answer>;
}

/** A row of the report. */
export interface Finding {
  readonly subject: string;
  readonly status: Answer["status"] | "not allowed to ask" | "not answered";
  readonly detail: string;
  /** Command or action that changes the status to ok. */
  readonly mend?: string;
}

export const ok = (detail: string): Answer => ({ status: "ok", detail });

export const missing = (detail: string, mend: string): Answer => ({ status: "missing", detail, mend });

/** Asks one question; one that fails has a row like the others, so that the rest of the answers are printed too. */
export async function findingOf({ subject, action, ask }: Question): Promise<Finding> {
  try {
    return { subject, ...(await ask()) };
  } catch (error) {
    if (!isRefusal(error)) {
      const detail = `${action}: ${(error as Error).message.split("\n")[0]}`;
      return { subject, status: "not answered", detail, mend: "run preflight again when the service can be reached" };
    }
    return {
      subject,
      status: "not allowed to ask",
      detail: `AWS refuses ${action}`,
      mend: `allow ${action} to the caller`,
    };
  }
}

/** Result of a call that fails because the thing does not exist: undefined. */
export async function unlessNotFound<T>(call: Promise<T>): Promise<T | undefined> {
  return call.catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
}

interface ServiceError {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function isRefusal(error: unknown): boolean {
  const { name = "", $metadata } = error as ServiceError;
  return $metadata?.httpStatusCode === 403 || /AccessDenied|Unauthorized|NotAuthorized/.test(name);
}

function isNotFound(error: unknown): boolean {
  const { name = "", $metadata } = error as ServiceError;
  return $metadata?.httpStatusCode === 404 || /NotFound|NoSuch/.test(name);
}
