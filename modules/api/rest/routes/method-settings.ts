import {
  ApiGatewayMethodSettings,
  type ApiGatewayMethodSettingsSettings,
} from "@cdktf/provider-aws/lib/api-gateway-method-settings";
import type { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import type { Construct } from "constructs";
import type { RestApiSettings } from "../rest-api-props";
import { parseRoute, type RestRoute } from "./routes";
import { TTL_SECONDS } from "../ttl";

/** Creates the settings of all methods: their errors are logged, without data of requests, and nothing is cached. */
export function createStageSettings(
  scope: Construct,
  stage: ApiGatewayStage,
  settings: RestApiSettings,
): ApiGatewayMethodSettings {
  return new ApiGatewayMethodSettings(scope, "settings", {
    restApiId: stage.restApiId,
    stageName: stage.stageName,
    methodPath: "*/*",
    settings: stageSettings(settings),
  });
}

/** Creates the settings of one method, which repeat those of the stage: a method inherits none of them. */
export function createRouteSettings(
  scope: Construct,
  stage: ApiGatewayStage,
  settings: RestApiSettings,
  route: RestRoute,
  stageWide: ApiGatewayMethodSettings,
): void {
  const { method, segments } = parseRoute(route.routeKey);
  const { throttling = settings.throttling, cache } = route;
  new ApiGatewayMethodSettings(scope, "settings", {
    restApiId: stage.restApiId,
    stageName: stage.stageName,
    // API Gateway names a path with ~1 for each slash.
    methodPath: `~1${segments.join("~1")}/${method}`,
    settings: {
      ...stageSettings({ ...settings, throttling }),
      ...(cache && { cachingEnabled: true, cacheTtlInSeconds: cache.ttlSeconds ?? stageTtl(settings) }),
    },
    // Settings of all methods replace those of one.
    dependsOn: [stageWide],
  });
}

function stageSettings(settings: RestApiSettings): ApiGatewayMethodSettingsSettings {
  const { throttling, cache } = settings;
  return {
    loggingLevel: "ERROR",
    metricsEnabled: true,
    dataTraceEnabled: false,
    throttlingRateLimit: throttling.requestsPerSecond,
    throttlingBurstLimit: throttling.burst,
    cachingEnabled: false,
    ...(cache && {
      cacheDataEncrypted: true,
      cacheTtlInSeconds: stageTtl(settings),
      // Otherwise every caller could empty the cache by a header.
      requireAuthorizationForCacheControl: true,
      unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITHOUT_RESPONSE_HEADER",
    }),
  };
}

function stageTtl({ cache }: RestApiSettings): number {
  return cache?.ttlSeconds ?? TTL_SECONDS;
}
