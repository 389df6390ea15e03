import { arnParts } from "./arn-services";

/**
 * Ids, ARNs and endpoints in the form of AWS, because policies refer to them. `{name}` is an argument or another
 * template, `{hex:17}` digits; `{uuid}`, `{account}` and `{region}` are what they say. A test compares the ARNs with
 * the AWS service authorization reference; ids and endpoints follow the provider's documentation without a test.
 */
export const TEMPLATES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_acm_certificate: {
    id: "{arn}",
    arn: "arn:aws:acm:{region}:{account}:certificate/{uuid}",
    "domain_validation_options.resource_record_name": "_{hex:32}.acm-validation.test.",
    "domain_validation_options.resource_record_type": "CNAME",
    "domain_validation_options.resource_record_value": "_{hex:32}.acm-validations.aws.",
  },
  aws_acm_certificate_validation: { id: "{certificate_arn}" },
  aws_apigatewayv2_api: {
    id: "{hex:10}",
    arn: "arn:aws:apigateway:{region}::/apis/{id}",
    execution_arn: "arn:aws:execute-api:{region}:{account}:{id}",
    api_endpoint: "https://{id}.execute-api.{region}.amazonaws.com",
  },
  aws_apigatewayv2_domain_name: {
    id: "{domain_name}",
    arn: "arn:aws:apigateway:{region}::/domainnames/{domain_name}",
    "domain_name_configuration.target_domain_name": "d-{hex:10}.execute-api.test.amazonaws.com",
    "domain_name_configuration.hosted_zone_id": "Z{hex:13}",
  },
  aws_apigatewayv2_integration: { id: "{hex:7}" },
  aws_apigatewayv2_route: { id: "{hex:7}" },
  aws_apigatewayv2_stage: {
    id: "{name}",
    arn: "arn:aws:apigateway:{region}::/apis/{api_id}/stages/{name}",
    execution_arn: "arn:aws:execute-api:{region}:{account}:{api_id}/{name}",
    invoke_url: "https://{api_id}.execute-api.{region}.amazonaws.com/{name}",
  },
  aws_backup_plan: { id: "{uuid}", arn: "arn:aws:backup:{region}:{account}:backup-plan:{id}" },
  aws_backup_selection: { id: "{uuid}" },
  aws_backup_vault: { id: "{name}", arn: "arn:aws:backup:{region}:{account}:backup-vault:{name}" },
  aws_cloudfront_distribution: {
    id: "E{hex:13}",
    arn: "arn:aws:cloudfront::{account}:distribution/{id}",
    domain_name: "d{hex:13}.cloudfront.net",
    hosted_zone_id: "Z2FDTNDATAQYW2",
  },
  aws_cloudfront_function: { id: "{name}", arn: "arn:aws:cloudfront::{account}:function/{name}" },
  aws_cloudfront_origin_access_control: { id: "E{hex:13}" },
  aws_cloudwatch_event_bus: { id: "{name}", arn: "arn:aws:events:{region}:{account}:event-bus/{name}" },
  aws_cloudwatch_event_rule: { id: "{name}", arn: "arn:aws:events:{region}:{account}:rule/{name}" },
  aws_cloudwatch_log_delivery_destination: {
    arn: "arn:aws:logs:{region}:{account}:delivery-destination:{name}",
  },
  aws_cloudwatch_log_delivery_source: { arn: "arn:aws:logs:{region}:{account}:delivery-source:{name}" },
  aws_cloudwatch_log_group: { id: "{name}", arn: "arn:aws:logs:{region}:{account}:log-group:{name}" },
  aws_cloudwatch_metric_alarm: { id: "{alarm_name}", arn: "arn:aws:cloudwatch:{region}:{account}:alarm:{alarm_name}" },
  aws_codebuild_project: { id: "{arn}", arn: "arn:aws:codebuild:{region}:{account}:project/{name}" },
  aws_codepipeline: { id: "{name}", arn: "arn:aws:codepipeline:{region}:{account}:{name}" },
  aws_codestarconnections_connection: {
    id: "{arn}",
    arn: "arn:aws:codestar-connections:{region}:{account}:connection/{uuid}",
  },
  aws_cognito_user_pool: {
    id: "{region}_{hex:9}",
    arn: "arn:aws:cognito-idp:{region}:{account}:userpool/{id}",
    endpoint: "cognito-idp.{region}.amazonaws.com/{id}",
  },
  aws_cognito_user_pool_client: { id: "{hex:26}" },
  aws_db_instance: {
    id: "db-{hex:26}",
    resource_id: "{id}",
    arn: "arn:aws:rds:{region}:{account}:db:{identifier}",
    address: "{identifier}.{hex:12}.{region}.rds.amazonaws.com",
    port: "5432",
  },
  aws_db_proxy: { id: "{name}", arn: "arn:aws:rds:{region}:{account}:db-proxy:prx-{hex:17}" },
  aws_db_subnet_group: { id: "{name}", arn: "arn:aws:rds:{region}:{account}:subgrp:{name}" },
  aws_default_security_group: { id: "sg-{hex:17}", arn: "arn:aws:ec2:{region}:{account}:security-group/{id}" },
  aws_dynamodb_table: {
    id: "{name}",
    arn: "arn:aws:dynamodb:{region}:{account}:table/{name}",
    stream_arn: "arn:aws:dynamodb:{region}:{account}:table/{name}/stream/2026-01-01T00:00:00.000",
  },
  aws_ecr_repository: {
    id: "{name}",
    arn: "arn:aws:ecr:{region}:{account}:repository/{name}",
    registry_id: "{account}",
    repository_url: "{account}.dkr.ecr.{region}.amazonaws.com/{name}",
  },
  aws_ecs_cluster: { id: "{arn}", arn: "arn:aws:ecs:{region}:{account}:cluster/{name}" },
  aws_ecs_service: { id: "arn:aws:ecs:{region}:{account}:service/{name}" },
  aws_ecs_task_definition: { id: "{family}", arn: "arn:aws:ecs:{region}:{account}:task-definition/{family}:1" },
  aws_efs_file_system: {
    id: "fs-{hex:17}",
    arn: "arn:aws:elasticfilesystem:{region}:{account}:file-system/{id}",
    dns_name: "{id}.efs.{region}.amazonaws.com",
  },
  aws_eip: { id: "{allocation_id}", allocation_id: "eipalloc-{hex:17}", public_ip: "203.0.113.{decimal:2}" },
  aws_elasticache_replication_group: {
    id: "{replication_group_id}",
    arn: "arn:aws:elasticache:{region}:{account}:replicationgroup:{replication_group_id}",
  },
  aws_elasticache_serverless_cache: {
    id: "{name}",
    arn: "arn:aws:elasticache:{region}:{account}:serverlesscache:{name}",
    "endpoint.address": "{name}-{hex:6}.serverless.cache.amazonaws.com",
    "endpoint.port": "6379",
    "reader_endpoint.address": "{name}-{hex:6}.serverless.cache.amazonaws.com",
    "reader_endpoint.port": "6380",
  },
  aws_iam_instance_profile: { id: "{name}", arn: "arn:aws:iam::{account}:instance-profile/{name}" },
  aws_iam_openid_connect_provider: { id: "{arn}", arn: "arn:aws:iam::{account}:oidc-provider/{hex:12}.test" },
  aws_iam_policy: { id: "{arn}", arn: "arn:aws:iam::{account}:policy/{name}" },
  aws_iam_role: { id: "{name}", arn: "arn:aws:iam::{account}:role/{name}", unique_id: "AROA{hex:17}" },
  aws_internet_gateway: { id: "igw-{hex:17}", arn: "arn:aws:ec2:{region}:{account}:internet-gateway/{id}" },
  aws_kms_alias: {
    id: "{name}",
    arn: "arn:aws:kms:{region}:{account}:{name}",
    target_key_arn: "arn:aws:kms:{region}:{account}:key/{target_key_id}",
  },
  aws_kms_key: { id: "{key_id}", key_id: "{uuid}", arn: "arn:aws:kms:{region}:{account}:key/{key_id}" },
  aws_kms_replica_key: { id: "{key_id}", key_id: "mrk-{hex:32}", arn: "arn:aws:kms:{region}:{account}:key/{key_id}" },
  aws_lambda_alias: {
    id: "{arn}",
    arn: "arn:aws:lambda:{region}:{account}:function:{function_name}:{name}",
    invoke_arn: "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
  },
  aws_lambda_function: {
    id: "{function_name}",
    arn: "arn:aws:lambda:{region}:{account}:function:{function_name}",
    version: "1",
    qualified_arn: "{arn}:{version}",
    invoke_arn: "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
    qualified_invoke_arn: "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{qualified_arn}/invocations",
  },
  aws_lb: {
    id: "{arn}",
    arn: "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/{name}/{hex:16}",
    arn_suffix: "app/{name}/{hex:16}",
    dns_name: "{name}-{decimal:9}.{region}.elb.amazonaws.com",
  },
  aws_lb_target_group: {
    id: "{arn}",
    arn: "arn:aws:elasticloadbalancing:{region}:{account}:targetgroup/{name}/{hex:16}",
    arn_suffix: "targetgroup/{name}/{hex:16}",
  },
  aws_nat_gateway: { id: "nat-{hex:17}", public_ip: "203.0.113.{decimal:2}" },
  aws_rds_cluster: {
    id: "{cluster_identifier}",
    arn: "arn:aws:rds:{region}:{account}:cluster:{cluster_identifier}",
    cluster_resource_id: "cluster-{hex:26}",
    endpoint: "{cluster_identifier}.cluster-{hex:12}.{region}.rds.amazonaws.com",
    reader_endpoint: "{cluster_identifier}.cluster-ro-{hex:12}.{region}.rds.amazonaws.com",
    port: "5432",
    "master_user_secret.secret_arn": "arn:aws:secretsmanager:{region}:{account}:secret:rds!cluster-{uuid}",
  },
  aws_rds_cluster_instance: { id: "{identifier}", arn: "arn:aws:rds:{region}:{account}:db:{identifier}", port: "5432" },
  aws_rds_cluster_parameter_group: { id: "{name}", arn: "arn:aws:rds:{region}:{account}:cluster-pg:{name}" },
  aws_route53_zone: { id: "{zone_id}", zone_id: "Z{hex:13}", arn: "arn:aws:route53:::hostedzone/{zone_id}" },
  aws_route_table: { id: "rtb-{hex:17}", arn: "arn:aws:ec2:{region}:{account}:route-table/{id}" },
  aws_s3_bucket: {
    id: "{bucket}",
    arn: "arn:aws:s3:::{bucket}",
    bucket_domain_name: "{bucket}.s3.amazonaws.com",
    bucket_regional_domain_name: "{bucket}.s3.{region}.amazonaws.com",
  },
  aws_scheduler_schedule: { id: "default/{name}", arn: "arn:aws:scheduler:{region}:{account}:schedule/default/{name}" },
  aws_secretsmanager_secret: { id: "{arn}", arn: "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{hex:6}" },
  aws_secretsmanager_secret_version: { arn: "{secret_id}", version_id: "{uuid}" },
  aws_security_group: { id: "sg-{hex:17}", arn: "arn:aws:ec2:{region}:{account}:security-group/{id}" },
  aws_sfn_state_machine: { id: "{arn}", arn: "arn:aws:states:{region}:{account}:stateMachine:{name}" },
  aws_sns_topic: { id: "{arn}", arn: "arn:aws:sns:{region}:{account}:{name}", owner: "{account}" },
  aws_sns_topic_subscription: { id: "{arn}", arn: "{topic_arn}:{uuid}" },
  aws_sqs_queue: {
    id: "{url}",
    arn: "arn:aws:sqs:{region}:{account}:{name}",
    url: "https://sqs.{region}.amazonaws.com/{account}/{name}",
  },
  aws_ssm_parameter: { id: "{name}", arn: "arn:aws:ssm:{region}:{account}:parameter{name}", version: "1" },
  aws_subnet: { id: "subnet-{hex:17}", arn: "arn:aws:ec2:{region}:{account}:subnet/{id}" },
  aws_vpc: {
    id: "vpc-{hex:17}",
    arn: "arn:aws:ec2:{region}:{account}:vpc/{id}",
    default_security_group_id: "sg-{hex:17}",
  },
  aws_vpc_endpoint: {
    id: "vpce-{hex:17}",
    arn: "arn:aws:ec2:{region}:{account}:vpc-endpoint/{id}",
    prefix_list_id: "pl-{hex:8}",
  },
  aws_vpc_security_group_egress_rule: { id: "sgr-{hex:17}", security_group_rule_id: "sgr-{hex:17}" },
  aws_vpc_security_group_ingress_rule: { id: "sgr-{hex:17}", security_group_rule_id: "sgr-{hex:17}" },
  aws_wafv2_ip_set: { id: "{uuid}", arn: "arn:aws:wafv2:{region}:{account}:global/ipset/{name}/{id}" },
  aws_wafv2_web_acl: { id: "{uuid}", arn: "arn:aws:wafv2:{region}:{account}:global/webacl/{name}/{id}" },
};

/**
 * Templates of a type's computed attributes, by path. Types without a template get an ARN of `{service}` and
 * `{resource}`.
 */
export function templatesOf(type: string): Readonly<Record<string, string>> {
  return { ...arnParts(type.slice(type.indexOf("_") + 1)), ...TEMPLATES[type] };
}
