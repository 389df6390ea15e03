import type { Mapping } from "../grammar";

export const CONTAINERS: Mapping = {
  aws_ecs_task_definition: {
    type: "AWS::ECS::TaskDefinition",
    arguments: {
      volume: "Volumes",
      "volume.host_path": "Host.SourcePath",
      "volume.efs_volume_configuration": "EFSVolumeConfiguration",
      "volume.efs_volume_configuration.file_system_id": "FilesystemId",
      "volume.fsx_windows_file_server_volume_configuration": "FSxWindowsFileServerVolumeConfiguration",
      "volume.fsx_windows_file_server_volume_configuration.file_system_id": "FileSystemId",
      container_definitions: "ContainerDefinitions",
      track_latest: null,
      skip_destroy: null,
      placement_constraints: "PlacementConstraints",
    },
  },
  aws_ecs_service: {
    type: "AWS::ECS::Service",
    arguments: {
      deployment_maximum_percent: "DeploymentConfiguration.MaximumPercent",
      deployment_minimum_healthy_percent: "DeploymentConfiguration.MinimumHealthyPercent",
      deployment_circuit_breaker: "DeploymentConfiguration.DeploymentCircuitBreaker",
      alarms: "DeploymentConfiguration.Alarms",
      iam_role: "Role",
      network_configuration: "NetworkConfiguration.AwsvpcConfiguration",
      "network_configuration.assign_public_ip": {
        to: "AssignPublicIp",
        values: { true: "ENABLED", false: "DISABLED" },
      },
      load_balancer: "LoadBalancers",
      service_registries: "ServiceRegistries",
      "service_registries.registry_arn": "RegistryArn",
      ordered_placement_strategy: "PlacementStrategies",
      wait_for_steady_state: null,
      force_new_deployment: null,
      force_delete: null,
      triggers: null,
      enable_ecs_managed_tags: "EnableECSManagedTags",
      "service_connect_configuration.service": "Services",
      "service_connect_configuration.service.client_alias": "ClientAliases",
      "service_connect_configuration.service.tls": "Tls",
    },
  },
  aws_ecs_cluster: {
    type: "AWS::ECS::Cluster",
    arguments: {
      setting: "ClusterSettings",
      "configuration.execute_command_configuration": "ExecuteCommandConfiguration",
      "configuration.execute_command_configuration.log_configuration": "LogConfiguration",
    },
  },
  aws_ecs_cluster_capacity_providers: { into: "aws_ecs_cluster", by: "cluster_name" },
  aws_ecs_capacity_provider: { type: "AWS::ECS::CapacityProvider" },
  aws_ecr_repository: {
    type: "AWS::ECR::Repository",
    arguments: {
      name: "RepositoryName",
      encryption_configuration: "EncryptionConfiguration",
      "encryption_configuration.kms_key": "KmsKey",
      image_scanning_configuration: "ImageScanningConfiguration",
      force_delete: null,
    },
  },
  aws_ecr_lifecycle_policy: {
    into: "aws_ecr_repository",
    by: "repository",
    arguments: { policy: "LifecyclePolicy.LifecyclePolicyText" },
  },
  aws_ecr_repository_policy: {
    into: "aws_ecr_repository",
    by: "repository",
    arguments: { policy: "RepositoryPolicyText" },
  },
  aws_ecr_replication_configuration: {
    type: "AWS::ECR::ReplicationConfiguration",
    arguments: {
      "replication_configuration.rule": "Rules",
      "replication_configuration.rule.destination": "Destinations",
      "replication_configuration.rule.repository_filter": "RepositoryFilters",
    },
  },
  aws_appautoscaling_target: { type: "AWS::ApplicationAutoScaling::ScalableTarget" },
  aws_appautoscaling_policy: {
    type: "AWS::ApplicationAutoScaling::ScalingPolicy",
    arguments: {
      name: "PolicyName",
      step_scaling_policy_configuration: "StepScalingPolicyConfiguration",
      "step_scaling_policy_configuration.step_adjustment": "StepAdjustments",
      target_tracking_scaling_policy_configuration: "TargetTrackingScalingPolicyConfiguration",
      "target_tracking_scaling_policy_configuration.predefined_metric_specification": "PredefinedMetricSpecification",
      "target_tracking_scaling_policy_configuration.customized_metric_specification": "CustomizedMetricSpecification",
    },
  },
};
