import type { IncomingMessage, ServerResponse } from "node:http";
import { originSecretHeader } from "../../contract";
import { answerJson, readBody } from "../http/http-server";
import type { Origin } from "./distribution";
import { fromBrowser, toBrowser } from "./plain-cookies";

/** Headers of a connection or of a host, which CloudFront does not pass on. */
const OWN_HEADERS = ["connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade"];

/** Forwards requests to a load balancer, with the secret by which the application knows CloudFront. */
export function httpOrigin(url: string, secret: string): Origin {
  return async (request, response) => {
    const body = await readBody(request);
    const { method = "GET" } = request;
    const hasBody = method !== "GET" && method !== "HEAD";
    try {
      const headers = requestHeaders(request, secret);
      const target = new URL(request.url ?? "/", url);
      const answer = await fetch(target, { method, headers, redirect: "manual", ...(hasBody && { body }) });
      await answerWith(response, answer);
    } catch {
      answerJson(response, 502, { message: "Bad Gateway" });
    }
  };
}

function requestHeaders({ headers, socket }: IncomingMessage, secret: string): Record<string, string> {
  const cookie = fromBrowser(headers.cookie);
  const others = Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name));
  return {
    ...Object.fromEntries(others.map(([name, value]) => [name, String(value)])),
    ...(cookie && { cookie }),
    "x-forwarded-for": socket.remoteAddress ?? "",
    [originSecretHeader]: secret,
  };
}

/** The distribution's security headers override those of the origin. */
async function answerWith(response: ServerResponse, answer: Response): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  const isOwn = (name: string) => OWN_HEADERS.includes(name) || name === "set-cookie" || response.hasHeader(name);
  for (const [name, value] of answer.headers) if (!isOwn(name)) response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader("set-cookie", cookies.map(toBrowser));
  response.writeHead(answer.status).end(body);
}
