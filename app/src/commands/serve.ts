import { servicePort } from "../../contract";
import { secretsManagerSecret } from "../adapters/secrets";
import { composeApi } from "../handlers/runtime/compose-api";
import type { Origin } from "../http";
import { accessTokens } from "../server/access-tokens";
import { createApiServer } from "../server/api-server";
import { startHttpServer } from "../server/http-server";
import { runService } from "./runtime";

/** Serves every route of the API by HTTP on `PORT`. */
await runService(async (platform) => {
  const { environment, parameters, log } = platform;
  const origin: Origin | undefined = parameters.has("origin/credentials-arn")
    ? {
        secret: secretsManagerSecret(parameters("origin/credentials-arn")),
        // The load balancer's health check does not come through CloudFront.
        openRoutes: ["health", "headHealth"],
      }
    : undefined;
  const api = await composeApi(platform, origin);
  const server = await startHttpServer({
    port: environment.port ?? servicePort,
    answer: createApiServer(api, accessTokens(parameters("identity/issuer")), log),
    onFailure: (error) => log.error("request failed", {}, error),
  });
  log.info("serving", { port: server.port });
  return server;
});
