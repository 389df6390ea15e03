import { Certificate, HostedZone, type HostedZoneReference } from "groundplan/edge/dns";
import { ServerClient, UserPool } from "groundplan/identity";
import type { Context } from "./context";
import { accept } from "./waivers";

export interface Identity {
  readonly userPool: UserPool;
  /** The service, which signs employees in with their passwords. */
  readonly client: ServerClient;
}

/** User pool of the employees, and the service as its client. */
export function createIdentity({ stack, environment, dataKey }: Context): Identity {
  const { deletionProtection, project } = environment;
  const userPool = new UserPool(stack, "user-pool", {
    name: `${project}-users`,
    // Cognito refuses the word aws in a domain.
    domainPrefix: `points-shop-${stack.account}`,
    resourceServer: { identifier: project, scopes: { shop: "Browse products and redeem points" } },
    mfa: "optional",
    passwordPolicy: { minimumLength: 8, required: ["uppercase", "lowercase", "numbers"] },
    deletionProtection,
  });
  const client = new ServerClient(stack, "web-client", {
    name: `${project}-web-client`,
    userPool,
    flows: ["password"],
    key: dataKey,
    accessTokenMinutes: 60,
    idTokenMinutes: 60,
    refreshTokenDays: 30,
    deletionProtection,
  });
  accept(userPool, "pool", "COG-01", "The document asks for 8 characters without symbols; an authenticator is offered");
  accept(client, "client", "COG-04", "The document's server signs employees in with their passwords, over TLS only");
  return { userPool, client };
}

/** Certificate of the domain and its wildcard, validated in the existing zone. */
export function createCertificate({ stack, environment }: Context): {
  readonly certificate: Certificate;
  readonly zone: HostedZoneReference;
} {
  const { domainName, hostedZone: zoneId } = environment.site;
  const zone = HostedZone.fromId(stack, "zone", { domainName, zoneId });
  const alternativeNames = [`*.${domainName}`];
  const certificate = new Certificate(stack, "certificate", { domainName, zoneId, alternativeNames });
  const reason = "The document asks for the wildcard; only the load balancer has the certificate";
  accept(certificate, "certificate", "ACM-02", reason);
  return { certificate, zone };
}
