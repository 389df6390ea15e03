import http from "node:http";

/** Variables that the task definition gives the application. */
const REQUIRED = [
  "AWS_REGION",
  "DATABASE_HOST",
  "DATABASE_PORT",
  "DATABASE_NAME",
  "DATABASE_USER",
  "PRODUCT_IMAGES_BUCKET",
  "COGNITO_USER_POOL_ID",
  "COGNITO_CLIENT_ID",
  "COGNITO_CLIENT_SECRET",
];
/** Longer than the idle timeout of the load balancer, which otherwise answers 502. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Creates a stand-in for the FastAPI application: `/health` answers 200 if every variable has a value, and 503 with the
 * names of those that have none; other paths answer with their path.
 */
export function createServer(variables: Readonly<Record<string, string | undefined>>): http.Server {
  const missing = REQUIRED.filter((name) => !variables[name]);
  const server = http.createServer((request, response) => {
    const path = request.url ?? "/";
    const isHealth = path === "/health";
    const status = isHealth && missing.length > 0 ? 503 : 200;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(isHealth ? { missing } : { path }));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}
