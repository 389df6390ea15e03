import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { Construct } from "constructs";
import { AwsStack, PolicyDocument, SecurityGroup, partitionOf, type PolicyStatement } from "../core";
import { INTERFACE_ENDPOINT_SERVICES, type InterfaceEndpointService, type NetworkProps } from "./network-props";

export interface EndpointContext {
  readonly name: string;
  readonly region: string;
  /** Owner of the VPC. Only its principals may use the endpoints. */
  readonly account: string;
  readonly vpcId: string;
}

export interface InterfaceSettings {
  readonly vpcCidr: string;
  readonly subnetIds: readonly string[];
  /** Admitted actions by service; all of a service that is absent. */
  readonly actions: NonNullable<NetworkProps["endpointActions"]>;
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
  create("s3", [callersOfAccount("s3", context), publicDownloads(AwsStack.of(scope).partition)]);
  create("dynamodb", [callersOfAccount("dynamodb", context)]);
}

/**
 * Creates an address in every private subnet for each service, with one security group that admits HTTPS of the VPC.
 */
export function createInterfaceEndpoints(
  scope: Construct,
  services: readonly InterfaceEndpointService[],
  context: EndpointContext,
  { vpcCidr, subnetIds, actions }: InterfaceSettings,
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
    const statement = callersOfAccount(INTERFACE_ENDPOINT_SERVICES[service], context, actions[service]);
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
    serviceName: serviceNameOf(service, region),
    policy: new PolicyDocument(scope, `${endpointId(service)}-policy`, statements).json,
    tags: { Name: `${name}-${service}` },
  };
}

/** Interface endpoints that have a prefix of their own in China (`DescribeVpcEndpointServices`, November 2026). */
const PREFIXED_IN_CHINA = ["ecr.api", "ecr.dkr", "monitoring", "sqs", "states", "sts", "xray"];

function serviceNameOf(service: string, region: string): string {
  const prefixed = partitionOf(region) === "aws-cn" && PREFIXED_IN_CHINA.includes(service);
  return `${prefixed ? "cn." : ""}com.amazonaws.${region}.${service}`;
}

function endpointId(service: string): string {
  return `${service.replaceAll(".", "-")}-endpoint`;
}

function callersOfAccount(
  actionPrefix: string,
  { account }: EndpointContext,
  actions: readonly string[] = [`${actionPrefix}:*`],
): PolicyStatement {
  return {
    sid: "CallersOfThisAccount",
    actions,
    resources: ["*"],
    principals: [{ type: "*", identifiers: ["*"] }],
    conditions: [{ test: "StringEquals", variable: "aws:PrincipalAccount", values: [account] }],
    unscopedBecause: "the endpoint's policy limits the callers; their roles limit the actions",
  };
}

/** Image layers and packages come from buckets of AWS by presigned links, which carry no principal of the account. */
function publicDownloads(partition: string): PolicyStatement {
  return {
    sid: "DownloadsByLink",
    actions: ["s3:GetObject"],
    resources: [`arn:${partition}:s3:::*/*`],
    principals: [{ type: "*", identifiers: ["*"] }],
  };
}
