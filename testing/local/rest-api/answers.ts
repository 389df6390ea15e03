/** Answer of the API. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer of API Gateway itself, in the shape of the stack's gateway responses. */
export class GatewayAnswer extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** The answer with the CORS header, without which scripts cannot read its status. */
export function answerOf({ status, message, headers }: GatewayAnswer, allowOrigin: string): HttpAnswer {
  return jsonAnswer(status, { message }, { ...headers, "access-control-allow-origin": allowOrigin });
}

export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>>): HttpAnswer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}
