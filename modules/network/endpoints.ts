import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { Construct } from "constructs";
import { PolicyDocument, SecurityGroup, type PolicyStatement } from "../core";
import { INTERFACE_ENDPOINT_SERVICES, type InterfaceEndpointService } from "./network-props";

export interface EndpointContext {
  readonly name: string;
  readonly region: string;
  /** Owner of the VPC. Only its principals may use the endpoints. */
  readonly account: string;
  readonly vpcId: string;
}

/** Creates the endpoints of S3 and DynamoDB, which are routes: they cost nothing and relieve the NAT gateway. */
export function createGatewayEndpoints(
  scope: Construct,
  context: EndpointContext,
  routeTableIds: readonly string[],
): void {
  const create = (service: string, statements: readonly PolicyStatement[]): void => {
    const settings = endpointSettings(scope, service, context, statements);
    new VpcEndpoint(scope, endpointId(service), {
      ...settings,
      vpcEndpointType: "Gateway",
      routeTableIds: [...routeTableIds],
    });
  };
  create("s3", [callersOfAccount("s3", context), PUBLIC_DOWNLOADS]);
  create("dynamodb", [callersOfAccount("dynamodb", context)]);
}

/**
 * Creates an address in every private subnet for each service, with one security group that admits HTTPS of the VPC.
 */
export function createInterfaceEndpoints(
  scope: Construct,
  services: readonly InterfaceEndpointService[],
  context: EndpointContext,
  { vpcCidr, subnetIds }: { readonly vpcCidr: string; readonly subnetIds: readonly string[] },
): void {
  if (services.length === 0) return;
  const securityGroup = new SecurityGroup(scope, "endpoints", {
    name: `${context.name}-endpoints`,
    description: `Interface endpoints of ${context.name}`,
    vpcId: context.vpcId,
    peerName: "endpoints",
  });
  securityGroup.allowTcpFromVpc(vpcCidr, 443);
  services.forEach((service) => {
    const statement = callersOfAccount(INTERFACE_ENDPOINT_SERVICES[service], context);
    new VpcEndpoint(scope, endpointId(service), {
      ...endpointSettings(scope, service, context, [statement]),
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [...subnetIds],
      securityGroupIds: [securityGroup.securityGroupId],
    });
  });
}

function endpointSettings(
  scope: Construct,
  service: string,
  { name, region, vpcId }: EndpointContext,
  statements: readonly PolicyStatement[],
) {
  return {
    vpcId,
    serviceName: `com.amazonaws.${region}.${service}`,
    policy: new PolicyDocument(scope, `${endpointId(service)}-policy`, statements).json,
    tags: { Name: `${name}-${service}` },
  };
}

function endpointId(service: string): string {
  return `${service.replaceAll(".", "-")}-endpoint`;
}

function callersOfAccount(actionPrefix: string, { account }: EndpointContext): PolicyStatement {
  return {
    sid: "CallersOfThisAccount",
    actions: [`${actionPrefix}:*`],
    resources: ["*"],
    principals: [{ type: "*", identifiers: ["*"] }],
    conditions: [{ test: "StringEquals", variable: "aws:PrincipalAccount", values: [account] }],
    unscopedBecause: "the endpoint's policy limits the callers; their roles limit the actions",
  };
}

/** Image layers and packages come from buckets of AWS by presigned links, which carry no principal of the account. */
const PUBLIC_DOWNLOADS: PolicyStatement = {
  sid: "DownloadsByLink",
  actions: ["s3:GetObject"],
  resources: ["arn:aws:s3:::*/*"],
  principals: [{ type: "*", identifiers: ["*"] }],
};
