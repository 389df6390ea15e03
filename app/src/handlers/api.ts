import { secretsManagerSecret } from "../adapters/secrets";
import type { Api } from "../http";
import { composeApi } from "./runtime/compose-api";
import { handlerOf } from "./runtime/lifetime";
import { openPlatform } from "./runtime/platform";

async function compose(): Promise<Api> {
  const platform = await openPlatform();
  const secret = secretsManagerSecret(platform.parameters("origin/credentials-arn"));
  return composeApi(platform, { secret, openRoutes: [] });
}

/** HTTP API events, payload format 2.0. */
export const handler = await handlerOf(compose);
