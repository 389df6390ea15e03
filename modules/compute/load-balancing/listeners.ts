import { LbListener, type LbListenerConfig } from "@cdktf/provider-aws/lib/lb-listener";
import type { Construct } from "constructs";

/** TLS 1.2 and 1.3. Without a policy Elastic Load Balancing chooses one of 2016, with TLS 1.0. */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

export const HTTPS_PORT = 443;
export const HTTP_PORT = 80;

interface HttpsListener {
  readonly loadBalancerArn: string;
  readonly certificateArn: string;
  readonly port: number;
  readonly defaultAction: NonNullable<LbListenerConfig["defaultAction"]>;
}

export function createHttpsListener(scope: Construct, id: string, listener: HttpsListener): LbListener {
  return new LbListener(scope, id, { ...listener, protocol: "HTTPS", sslPolicy: TLS_POLICY });
}

/** The answer to requests that no rule forwards, without a word about the application. */
export function fixedResponse(statusCode: 403 | 404) {
  const messageBody = statusCode === 403 ? "Forbidden" : "Not found";
  return [
    { type: "fixed-response", fixedResponse: { contentType: "text/plain", messageBody, statusCode: `${statusCode}` } },
  ];
}

export function createRedirect(scope: Construct, loadBalancerArn: string): void {
  new LbListener(scope, "http-listener", {
    loadBalancerArn,
    port: HTTP_PORT,
    protocol: "HTTP",
    defaultAction: [
      { type: "redirect", redirect: { port: `${HTTPS_PORT}`, protocol: "HTTPS", statusCode: "HTTP_301" } },
    ],
  });
}
