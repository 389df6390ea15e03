/** A configuration that the provider plans and AWS refuses. */
export interface BadInput {
  readonly rule: string;
  /** Address and argument of the finding. */
  readonly at: string;
  /** Part of the message. */
  readonly text: string;
  readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

export function refused(rule: string, at: string, text: string, resource: BadInput["resource"]): BadInput {
  return { rule, at, text, resource };
}
