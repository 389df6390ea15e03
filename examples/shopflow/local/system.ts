import { startCache } from "./cache";
import { runTask, ServiceTask, type ContainerOptions } from "./container";
import { startDatabase } from "./database";
import { startLoadBalancer, type LoadBalancer } from "./load-balancer";
import { freePorts } from "./ports";
import type { Surroundings, System } from "./surroundings";

const API_TASKS = 2;

/** Far above what one customer does in a minute, so that the counters are in use. */
const REQUESTS_PER_MINUTE = "100000";

/** Limit of the wait for the first health checks. */
const START_MILLIS = 60_000;

/** Starts ShopFlow's own parts: database with a replica, cache, API behind a load balancer, and worker. */
export async function startSystem(surroundings: Surroundings): Promise<System> {
  const { folder, image, atEnd } = surroundings;
  surroundings.requirePrograms({ "redis-server": "redis-server", "redis-cli": "redis-tools" });
  const database = await startDatabase(surroundings);
  const cache = await startCache(surroundings);
  const variables = {
    ...surroundings.variables,
    DATABASE_URL: database.url,
    DATABASE_READER_URL: database.readerUrl,
    REDIS_URL: cache.url,
    CACHE_CLUSTER_MODE: "enabled",
    REQUESTS_PER_MINUTE,
  };
  await runTask({ command: "migrate", image, variables });
  await surroundings.seed(database.url);
  const ports = await freePorts(API_TASKS);
  const { api, worker } = startServices(surroundings, variables, ports);
  const loadBalancer = await startLoadBalancer({ targets: ports, failover: failoverIn(process.env) });
  atEnd(() => loadBalancer.stop());
  await allHealthy(loadBalancer);
  return {
    url: loadBalancer.url,
    parts: [
      `load balancer: ${loadBalancer.url}`,
      ...api.map(({ pid }, index) => `serve: process ${pid}, http://127.0.0.1:${ports[index]}`),
      `work: process ${worker.pid}`,
      `PostgreSQL: ${database.url}, replica ${database.readerUrl}`,
      `Redis cluster: ${cache.ports.map((port) => `127.0.0.1:${port}`).join(", ")}`,
      `data: ${folder}`,
    ],
  };
}

/** Starts a task of the API at each port, and one of the worker. */
function startServices({ image, atEnd }: Surroundings, variables: ContainerOptions["variables"], ports: number[]) {
  const run = (command: string, service: string, more = {}) => {
    const task = new ServiceTask({ command, image, variables: { ...variables, OTEL_SERVICE_NAME: service, ...more } });
    atEnd(() => task.stop());
    return task;
  };
  return {
    api: ports.map((port) => run("serve", "shopflow-api", { PORT: String(port) })),
    worker: run("work", "shopflow-worker"),
  };
}

/** `LOAD_BALANCER_FAILOVER=disabled` shows what customers would see without health checks. */
function failoverIn({ LOAD_BALANCER_FAILOVER }: NodeJS.ProcessEnv): "enabled" | "disabled" {
  return LOAD_BALANCER_FAILOVER === "disabled" ? "disabled" : "enabled";
}

async function allHealthy(loadBalancer: LoadBalancer): Promise<void> {
  const deadline = Date.now() + START_MILLIS;
  while (loadBalancer.healthyTargets() < API_TASKS) {
    if (Date.now() > deadline) throw new Error("The API does not pass its health checks");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
