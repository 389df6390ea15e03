/** Answer of the API, with its body. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a request to the stage. */
export async function send(
  url: string,
  method: string,
  path: string,
  { body, headers = {} }: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Reply> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const init = body === undefined ? {} : { body: text };
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...init,
  });
  const received = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: received === "" ? {} : (JSON.parse(received) as Reply["body"]),
  };
}
