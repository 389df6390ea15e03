import { ApiGatewayBasePathMapping } from "@cdktf/provider-aws/lib/api-gateway-base-path-mapping";
import { ApiGatewayDomainName } from "@cdktf/provider-aws/lib/api-gateway-domain-name";
import { Construct } from "constructs";
import { useProviderOf } from "../../../core";
import { ROOT, type RestDomainProps } from "./rest-domain-props";
import { mappingId, validateRestDomain } from "./rest-domain-validation";

/**
 * A regional domain name of REST APIs with a base path for each: versions of an API are several `RestApi`s below one
 * domain. Clients need TLS 1.2 or newer.
 */
export class RestDomain extends Construct {
  /** Target of alias records: `zone.addAlias("api.example.com", domain)`. */
  readonly domainName: string;
  /** Zone id of the target. */
  readonly hostedZoneId: string;
  /** URLs by base path. */
  readonly urls: Readonly<Record<string, string>>;

  /** @throws InputError when the name, the certificate or a base path is not what API Gateway accepts. */
  constructor(scope: Construct, id: string, props: RestDomainProps) {
    validateRestDomain(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, certificate, basePaths } = props;
    const domain = new ApiGatewayDomainName(this, "domain-name", {
      domainName: name,
      regionalCertificateArn: certificate.certificateArn,
      endpointConfiguration: { types: ["REGIONAL"] },
      securityPolicy: "TLS_1_2",
    });
    for (const [path, { restApiId, stageName }] of Object.entries(basePaths)) {
      new ApiGatewayBasePathMapping(this, mappingId(path), {
        domainName: domain.domainName,
        apiId: restApiId,
        stageName,
        basePath: path === ROOT ? undefined : path,
      });
    }
    this.domainName = domain.regionalDomainName;
    this.hostedZoneId = domain.regionalZoneId;
    const urls = Object.keys(basePaths).map((path) => [path, `https://${name}/${path === ROOT ? "" : path}`]);
    this.urls = Object.fromEntries(urls) as Record<string, string>;
  }
}
