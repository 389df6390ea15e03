export interface SentRequest {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly keepalive: boolean;
}

export type ScriptedAnswer = Response | "no answer";

/** A `fetch` that gives the answers one after the other and remembers what it was asked. */
export function scriptedFetch(...answers: ScriptedAnswer[]) {
  const requests: SentRequest[] = [];
  const fetch = async (path: string | URL | Request, init: RequestInit = {}) => {
    const { method = "GET", headers = {}, body, keepalive = false } = init;
    requests.push({
      path: String(path),
      method,
      headers: headers as Record<string, string>,
      body: body === undefined || body === null ? undefined : String(body),
      keepalive,
    });
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`The script has no answer for ${method} ${String(path)}`);
    if (answer === "no answer") throw new TypeError("Failed to fetch");
    return answer;
  };
  return { fetch: fetch as typeof globalThis.fetch, requests };
}

export const json = (status: number, body: unknown, headers?: Record<string, string>) =>
  new Response(JSON.stringify(body), { status, headers });

export const problem = (status: number, code: string, headers?: Record<string, string>) =>
  json(status, { type: "about:blank", title: code, status, code, detail: `Detail of ${code}.` }, headers);
