import http from "node:http";
import type { AddressInfo } from "node:net";

/** The answer of a call: an HTTP status, and a body that is sent as JSON unless it is text. */
export type Reply = readonly [status: number, body: unknown];

/** Operations by `X-Amz-Target` operation, form `Action`, or `<method> <path>`. */
export type Replies = Readonly<Record<string, Reply>>;

const VARIABLES = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_MAX_ATTEMPTS: "1",
};

/**
 * Points the AWS SDK of this process at a server that answers the calls in `replies`, while `use` runs.
 *
 * @param others - answers every other call: the address of an emulator, or one reply.
 */
export async function withAwsServer<T>(
  replies: Replies,
  others: string | Reply,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const server = http.createServer((request, response) => void answer(request, response, replies, others));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const before = { ...process.env };
  Object.assign(process.env, VARIABLES, { AWS_ENDPOINT_URL: url });
  try {
    return await use(url);
  } finally {
    for (const name of [...Object.keys(VARIABLES), "AWS_ENDPOINT_URL"]) delete process.env[name];
    Object.assign(process.env, before);
    server.closeAllConnections();
    server.close();
  }
}

async function answer(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  replies: Replies,
  others: string | Reply,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const target = request.headers["x-amz-target"] as string | undefined;
  const action = new URLSearchParams(body.toString()).get("Action");
  const operation =
    target?.split(".").pop() ?? action ?? `${request.method} ${request.url!.split("?")[0]!.replace(/\/$/, "")}`;
  const reply = replies[operation] ?? (typeof others === "string" ? undefined : others);
  if (reply) send(response, reply);
  else await forward(request, response, body, others as string);
}

function send(response: http.ServerResponse, [status, body]: Reply): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": text.startsWith("<") ? "text/xml" : "application/json" }).end(text);
}

/** Without keep-alive: moto closes connections after each answer. */
function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  body: Buffer,
  emulator: string,
): Promise<void> {
  return new Promise((resolve) => {
    const { method, headers } = request;
    const call = http.request(`${emulator}${request.url}`, { method, headers, agent: false }, (answered) => {
      response.writeHead(answered.statusCode!, answered.headers);
      answered.pipe(response).once("finish", () => resolve());
    });
    call.once("error", () => resolve(void response.destroy())).end(body);
  });
}

/** STS's answer for an account. */
export const caller = (account: string): Reply => [
  200,
  `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/a</Arn><UserId>A</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
];
