/**
 * Refusals of stacks that pass a rule of our own or are applied in rehearsals, each with AWS's page about it: these
 * stacks lack what no rule of ours reads, such as the memory of a container.
 */
export const DEFENDED: Readonly<Record<string, string>> = {
  "AWS/F3031": "https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html",
  "AWS/gp-autoscaling-policy-configuration":
    "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html",
  "AWS/gp-autoscaling-resource-label":
    "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html",
  "AWS/gp-ec2-acl-port-order": "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PortRange.html",
  "AWS/gp-rds-proxy-secret": "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_UserAuthConfig.html",
  "AWS/gp-rds-proxy-subnets": "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-planning.html",
  "AWS/gp-rds-subnet-group-zones":
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  "AWS/pf-apigwv2-api-name-required":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html",
  "AWS/pf-apigwv2-http-proxy-integration-method":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html",
  "AWS/pf-apigwv2-integration-vpc-link-connection-id":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html",
  "AWS/pf-cloudfront-cache-policy-or-forwarded-values-required":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-cachebehavior.html",
  "AWS/pf-codedeploy-dg-autorollback-enabled-requires-events":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codedeploy-deploymentgroup-autorollbackconfiguration.html",
  "AWS/pf-codedeploy-dg-blue-green-config-required-members":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codedeploy-deploymentgroup-bluegreendeploymentconfiguration.html",
  "AWS/pf-cognito-mfa-sms-config":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html",
  "AWS/pf-dynamodb-billing-throughput":
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadWriteCapacityMode.html",
  "AWS/pf-ec2-flow-log-destination-config":
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html",
  "AWS/pf-ec2-natgw-allocation":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-natgateway.html",
  "AWS/pf-ec2-sg-source-exclusive":
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html",
  "AWS/pf-ec2-vpce-gateway-service": "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
  "AWS/pf-ecs-awslogs-missing-group":
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
  "AWS/pf-ecs-container-definitions-empty":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html",
  "AWS/pf-ecs-container-memory-required":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-taskdefinition-containerdefinition.html",
  "AWS/pf-ecs-fargate-network-mode":
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#network_mode",
  "AWS/pf-ecs-service-codedeploy-lb":
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
  "AWS/pf-elbv2-listener-port-required":
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
  "AWS/pf-elbv2-rule-conditions-required":
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html",
  "AWS/pf-elbv2-tg-protocol-required-non-lambda":
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  "AWS/pf-elbv2-tg-vpc-required-non-lambda":
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  "AWS/pf-iam-policy-action-required":
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
  "AWS/pf-iam-policy-statement-required":
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  "AWS/pf-iam-trust-policy-principal-star-string":
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  "AWS/pf-kms-key-policy-lockout": "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  "AWS/pf-rds-monitoring-role-required":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html",
  "AWS/pf-route53-hostedzone-name-required":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-hostedzone.html",
  "AWS/pf-route53-record-value-source":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html",
  "AWS/pf-sfn-asl-next-end": "https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html",
  "AWS/pf-sfn-asl-terminal-state": "https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html",
  "AWS/pf-sfn-definition-exactly-one":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html",
  "AWS/pf-sfn-logging-destination":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachine-loggingconfiguration.html",
};
