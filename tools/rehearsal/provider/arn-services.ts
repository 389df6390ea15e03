/**
 * Services in ARNs by the beginning of the type's name after `aws_`, where the two differ. The longest beginning
 * counts. Source: the AWS service authorization reference.
 */
const SERVICES: Readonly<Record<string, string>> = {
  acmpca: "acm-pca",
  alb: "elasticloadbalancing",
  api_gateway: "apigateway",
  appautoscaling: "application-autoscaling",
  cloudwatch: "cloudwatch",
  cloudwatch_event: "events",
  cloudwatch_log: "logs",
  codestarconnections: "codestar-connections",
  cognito: "cognito-idp",
  cognito_identity_pool: "cognito-identity",
  config: "config",
  db: "rds",
  dx: "directconnect",
  efs: "elasticfilesystem",
  elastic_beanstalk: "elasticbeanstalk",
  elasticsearch: "es",
  elb: "elasticloadbalancing",
  emr: "elasticmapreduce",
  kinesis_firehose: "firehose",
  kinesisanalyticsv2: "kinesisanalytics",
  lb: "elasticloadbalancing",
  msk: "kafka",
  mskconnect: "kafkaconnect",
  opensearch: "es",
  prometheus: "aps",
  service_discovery: "servicediscovery",
  sesv2: "ses",
  sfn: "states",
  ssoadmin: "sso",
};

const EC2 =
  /^(?:ami|customer_gateway|default|ebs|ec2|egress_only|eip|flow_log|instance|internet_gateway|key_pair|launch_template|nat_gateway|network|placement_group|route|security_group|spot|subnet|volume|vpc|vpn)(?:_|$)/;

/** Service and resource in the ARN of a type, without the provider: `api_gateway_rest_api`. */
export function arnParts(type: string): { readonly service: string; readonly resource: string } {
  const dashed = (text: string): string => text.replaceAll("_", "-");
  const prefixes = Object.keys(SERVICES).filter((prefix) => type === prefix || type.startsWith(`${prefix}_`));
  const [prefix] = prefixes.sort((a, b) => b.length - a.length);
  if (prefix) return { service: SERVICES[prefix]!, resource: dashed(type.slice(prefix.length + 1) || type) };
  if (EC2.test(type) && !type.startsWith("route53"))
    return { service: "ec2", resource: dashed(type.replace(/^ec2_/, "")) };
  const [service = "", ...rest] = type.split("_");
  return { service, resource: rest.join("-") || service };
}
