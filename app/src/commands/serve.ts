import { servicePort } from "../../contract";
import { secretsManagerSecret } from "../adapters/secrets";
import { openCache } from "../handlers/runtime/cache";
import { composeApi } from "../handlers/runtime/compose-api";
import type { Origin } from "../http";
import { accessTokens } from "../server/access-tokens";
import { createApiServer } from "../server/api-server";
import { startHttpServer } from "../server/http-server";
import { rateLimited } from "../server/rate-limit";
import { runService } from "./runtime";

/** Serves every route of the API by HTTP on `PORT`. */
await runService("serve", async (platform) => {
  const { environment, parameters, log } = platform;
  const origin: Origin | undefined = parameters.has("origin/credentials-arn")
    ? {
        secret: secretsManagerSecret(parameters("origin/credentials-arn")),
        // The load balancer's health check does not come through CloudFront.
        openRoutes: ["health", "headHealth"],
      }
    : undefined;
  const cache = openCache(platform);
  const composed = await composeApi(platform, origin, cache);
  const { requestsPerMinute } = environment;
  const api = requestsPerMinute ? rateLimited(composed, { counters: await cache, requestsPerMinute, log }) : composed;
  const server = await startHttpServer({
    port: environment.port ?? servicePort,
    answer: createApiServer(api, accessTokens(parameters("identity/issuer")), log),
    onFailure: (error) => log.error("request failed", {}, error),
  });
  log.info("serving", { port: server.port });
  return server;
});
