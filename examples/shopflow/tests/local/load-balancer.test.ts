import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { startLoadBalancer, type LoadBalancer, type LoadBalancerOptions } from "../../local/load-balancer";
import { until } from "../../../../tests/support/processes";

/** A target that answers with its name, or breaks the connection off at `/api/break`. */
class Target {
  port = 0;
  healthStatus = 200;
  readonly requests: string[] = [];
  readonly traces: (string | undefined)[] = [];
  private server = http.createServer();

  constructor(private readonly name: string) {}

  async start(): Promise<void> {
    this.server = http.createServer((request, response) => this.answer(request, response));
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    if (request.url === "/health") return void response.writeHead(this.healthStatus).end();
    const { "x-forwarded-for": addresses, "x-amzn-trace-id": trace } = request.headers;
    this.traces.push(trace as string | undefined);
    this.requests.push(`${request.method} ${request.url} for ${String(addresses)}`);
    if (request.url === "/api/break") return void request.socket.destroy();
    response.writeHead(201, { "set-cookie": ["a=1", "b=2"] });
    request.on("data", (chunk) => response.write(`${this.name} got ${String(chunk)}`));
    request.on("end", () => response.end(this.name));
  }
}

const targets = [new Target("one"), new Target("two")] as const;
let loadBalancer: LoadBalancer;

async function start(options: Partial<LoadBalancerOptions> = {}): Promise<void> {
  const ports = targets.map(({ port }) => port);
  loadBalancer = await startLoadBalancer({ targets: ports, healthCheckMillis: 20, ...options });
}

const healthy = (count: number) => until(() => loadBalancer.healthyTargets() === count);

/** No health check runs during the test. */
const UNCHECKED = { healthCheckMillis: 600_000 };

beforeEach(async () => {
  for (const target of targets) await target.start();
});

afterEach(async () => {
  await loadBalancer.stop();
  for (const target of targets) {
    await target.stop();
    target.healthStatus = 200;
    target.requests.length = 0;
    target.traces.length = 0;
  }
});

async function get(path = "/api"): Promise<string> {
  const answer = await fetch(loadBalancer.url + path);
  return `${answer.status} ${await answer.text()}`;
}

async function inTurn(count: number): Promise<string[]> {
  const answers: string[] = [];
  while (answers.length < count) answers.push(await get());
  return answers;
}

describe("the load balancer", () => {
  test("sends requests to its targets in turn", async () => {
    await start();
    expect(await inTurn(4)).toEqual(["201 one", "201 two", "201 one", "201 two"]);
  });

  test("forwards method, path, body and the client's address, and returns all headers", async () => {
    await start();
    const headers = { "x-forwarded-for": "192.0.2.1" };
    const answer = await fetch(`${loadBalancer.url}/api?a=1`, { method: "POST", headers, body: "text" });
    expect([await answer.text(), answer.headers.getSetCookie()]).toEqual(["one got textone", ["a=1", "b=2"]]);
    expect(targets[0].requests).toEqual(["POST /api?a=1 for 192.0.2.1, 127.0.0.1"]);
  });

  test("begins a trace for each request, unless the client has", async () => {
    await start();
    await inTurn(3);
    await fetch(`${loadBalancer.url}/api`, { headers: { "x-amzn-trace-id": "Root=1-client" } });
    const [first, third] = targets[0].traces;
    expect(first).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(new Set([first, third, targets[1].traces[0]]).size).toBe(3);
    expect(targets[1].traces[1]).toBe("Root=1-client");
  });

  test("sends a request that a target has not accepted to the next one", async () => {
    await start(UNCHECKED);
    await targets[0].stop();
    expect(await inTurn(4)).toEqual(["201 two", "201 two", "201 two", "201 two"]);
  });

  test("answers 503 for the share of a target that does not answer, without failover", async () => {
    await start({ ...UNCHECKED, failover: "disabled" });
    await targets[0].stop();
    expect(await inTurn(4)).toEqual(["503 ", "201 two", "503 ", "201 two"]);
  });

  test("answers 503 when no target accepts a connection", async () => {
    await start();
    for (const target of targets) await target.stop();
    expect(await inTurn(2)).toEqual(["503 ", "503 "]);
  });

  test("answers 502 when a request breaks off, and does not repeat it", async () => {
    await start();
    expect(await get("/api/break")).toBe("502 ");
    expect([targets[0].requests.length, targets[1].requests.length]).toEqual([1, 0]);
  });

  test("sends nothing to a target that fails its health check, until it passes again", async () => {
    await start();
    await healthy(2);
    targets[1].healthStatus = 503;
    await healthy(1);
    expect(await inTurn(3)).toEqual(["201 one", "201 one", "201 one"]);
    targets[1].healthStatus = 200;
    await healthy(2);
    expect(new Set(await inTurn(2))).toEqual(new Set(["201 one", "201 two"]));
  });

  test("sends requests to all targets when none passes its health check", async () => {
    await start();
    await healthy(2);
    for (const target of targets) target.healthStatus = 503;
    await healthy(0);
    expect(new Set(await inTurn(2))).toEqual(new Set(["201 one", "201 two"]));
  });
});
