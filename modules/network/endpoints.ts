import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { Construct } from "constructs";
import { PolicyDocument, SecurityGroup, type AwsRegion, type PolicyStatement } from "../core";

/** Services that can be reached inside the VPC, with the prefix of their actions in IAM. */
export const INTERFACE_ENDPOINT_SERVICES = {
  ssm: "ssm",
  secretsmanager: "secretsmanager",
  kms: "kms",
  logs: "logs",
  "ecr.api": "ecr",
  "ecr.dkr": "ecr",
  sts: "sts",
  sqs: "sqs",
  states: "states",
  monitoring: "cloudwatch",
  xray: "xray",
} as const;

/** An AWS service by the last part of its endpoint's service name. */
export type InterfaceEndpointService = keyof typeof INTERFACE_ENDPOINT_SERVICES;

export interface EndpointContext {
  readonly name: string;
  readonly region: AwsRegion;
  /** The account that owns the VPC, whose principals alone may use its endpoints. */
  readonly account: string;
  readonly vpcId: string;
}

/** S3 and DynamoDB by route, which costs nothing and spares the NAT gateway. */
export function createGatewayEndpoints(scope: Construct, context: EndpointContext, routeTableIds: string[]): void {
  const create = (service: string, statements: readonly PolicyStatement[]): void => {
    const settings = endpointSettings(scope, service, context, statements);
    new VpcEndpoint(scope, endpointId(service), { ...settings, vpcEndpointType: "Gateway", routeTableIds });
  };
  create("s3", [callersOfAccount("s3", context), PUBLIC_DOWNLOADS]);
  create("dynamodb", [callersOfAccount("dynamodb", context)]);
}

/** An address in every private subnet for each service, behind one security group that lets the VPC's own HTTPS in. */
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
    unscopedBecause: "an endpoint's policy says whose calls may pass; what they may do stands in their roles",
  };
}

/** Layers of container images and packages come from buckets of AWS by links that carry no principal of ours. */
const PUBLIC_DOWNLOADS: PolicyStatement = {
  sid: "DownloadsByLink",
  actions: ["s3:GetObject"],
  resources: ["arn:aws:s3:::*/*"],
  principals: [{ type: "*", identifiers: ["*"] }],
};
