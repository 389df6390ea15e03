import { randomBytes } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import type net from "node:net";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

export interface LoadBalancerOptions {
  /** Ports of the targets. */
  readonly targets: readonly number[];
  /** @default 1000 */
  readonly healthCheckMillis?: number;
  /**
   * `disabled` sends each target its share of the requests even while it does not answer.
   *
   * @default "enabled"
   */
  readonly failover?: "enabled" | "disabled";
}

export interface LoadBalancer {
  readonly url: string;
  /** Number of targets that pass their health check. */
  healthyTargets(): number;
  stop(): Promise<void>;
}

interface Target {
  readonly port: number;
  isHealthy: boolean;
}

const HEALTH_CHECK = { method: "GET", path: "/health", timeout: 2_000 };

/** Idle timeout of an Application Load Balancer in milliseconds. */
const IDLE_MILLIS = 60_000;

/**
 * Starts a round-robin HTTP proxy that treats its targets as an Application Load Balancer does. Targets that fail their
 * health check get requests only if all fail it. A target that refuses the connection has not seen the request, which
 * the next target gets. A request that breaks off is answered with 502, because it may have had an effect.
 */
export async function startLoadBalancer(options: LoadBalancerOptions): Promise<LoadBalancer> {
  const targets: Target[] = options.targets.map((port) => ({ port, isHealthy: false }));
  const { healthCheckMillis = 1_000, failover = "enabled" } = options;
  const checking = setInterval(() => targets.forEach((target) => void check(target)), healthCheckMillis);
  let requests = 0;
  const server = http.createServer((request, response) => {
    const turn = requests++ % targets.length;
    const inTurn = [...targets.slice(turn), ...targets.slice(0, turn)];
    const candidates = failover === "enabled" ? healthyOf(inTurn) : inTurn.slice(0, 1);
    void answer(request, response, candidates);
  });
  server.keepAliveTimeout = IDLE_MILLIS;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    healthyTargets: () => targets.filter(({ isHealthy }) => isHealthy).length,
    async stop() {
      clearInterval(checking);
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function healthyOf(targets: readonly Target[]): readonly Target[] {
  const healthy = targets.filter(({ isHealthy }) => isHealthy);
  return healthy.length > 0 ? healthy : targets;
}

async function check(target: Target): Promise<void> {
  try {
    const answer = await send(target.port, HEALTH_CHECK);
    answer.resume();
    target.isHealthy = answer.statusCode === 200;
  } catch {
    target.isHealthy = false;
  }
}

async function answer(request: http.IncomingMessage, response: http.ServerResponse, targets: readonly Target[]) {
  try {
    const body = await buffer(request);
    const upstream = await sendToFirst(targets, forwarded(request), body);
    response.writeHead(upstream.statusCode!, ofMessage(upstream.headers));
    await pipeline(upstream, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else response.writeHead(isRefusal(error) ? 503 : 502).end();
  }
}

function forwarded({ method, url, headers, socket }: http.IncomingMessage): http.RequestOptions {
  const addresses = [headers["x-forwarded-for"], socket.remoteAddress].filter(Boolean).join(", ");
  const path = url;
  const own = { "x-forwarded-for": addresses, "x-amzn-trace-id": headers["x-amzn-trace-id"] ?? newTrace() };
  return { method, path, headers: { ...ofMessage(headers), ...own }, timeout: IDLE_MILLIS };
}

/** The header by which a load balancer begins a trace: the time in seconds and a random number, without a parent. */
function newTrace(): string {
  const seconds = Math.floor(Date.now() / 1_000);
  return `Root=1-${seconds.toString(16)}-${randomBytes(12).toString("hex")}`;
}

/** Headers of the message, without those of the connection. */
function ofMessage(headers: http.IncomingHttpHeaders): http.IncomingHttpHeaders {
  const { connection: _connection, "keep-alive": _keepAlive, "transfer-encoding": _encoding, ...others } = headers;
  return others;
}

/** Sends the request to the first target that accepts the connection. */
async function sendToFirst(targets: readonly Target[], options: http.RequestOptions, body: Buffer) {
  const [target, ...others] = targets;
  try {
    return await send(target!.port, options, body);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    target!.isHealthy = false;
    if (others.length === 0) throw error;
    return sendToFirst(others, options, body);
  }
}

/** Nothing listens at the port. */
function isRefusal(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ECONNREFUSED";
}

/** Each request has a connection of its own, so that a refusal is known before anything is sent. */
function send(port: number, options: http.RequestOptions, body?: Buffer): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, agent: false, ...options });
    request.once("response", resolve).once("error", reject);
    request.once("timeout", () => request.destroy(new Error("no answer in time")));
    request.end(body);
  });
}
