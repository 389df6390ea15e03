import type { IncomingMessage, ServerResponse } from "node:http";
import { apiPaths, type SiteConfiguration } from "../../contract";
import { answerJson, serveHttp } from "../http/http-server";
import { securityHeaders } from "./security-headers";
import { siteFiles } from "./site-files";

/** CloudFront with the site's bucket and the origin of the API. */
export interface Distribution {
  readonly url: string;
  stop(): Promise<void>;
}

export interface DistributionOptions {
  /** The storefront as it was built. */
  readonly siteFolder: string;
  readonly siteConfiguration: SiteConfiguration;
  /** Ports to try in order; 0 is any free one. @default [0] */
  readonly ports?: readonly number[];
}

/** Answers a request for the API. The path has its dots resolved. */
export type Origin = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/** Serves the storefront, passes the API's paths to their origin, and sets the security headers on every response. */
export async function startDistribution(options: DistributionOptions, origin: Origin): Promise<Distribution> {
  const site = siteFiles({ folder: options.siteFolder, configuration: options.siteConfiguration });
  const headers = Object.entries(securityHeaders(new URL(options.siteConfiguration.identity.baseUrl).origin));
  const server = await serveHttp(
    async (request, response) => {
      for (const [name, value] of headers) response.setHeader(name, value);
      const path = pathOf(request.url);
      if (path === undefined) return answerJson(response, 400, { message: "Bad Request" });
      return isApiPath(path) ? origin(request, response, path) : site(request, response, path);
    },
    ...(options.ports ?? []),
  );
  return { url: `http://localhost:${server.port}`, stop: () => server.stop() };
}

/** The path with its dots resolved; undefined for a malformed target. Two leading slashes do not begin a host name. */
function pathOf(target = "/"): string | undefined {
  const url = target.startsWith("/") ? `http://localhost${target}` : target;
  return URL.canParse(url) ? new URL(url).pathname : undefined;
}

function isApiPath(path: string): boolean {
  return apiPaths.some((pattern) => (pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern));
}
