import { trust, type Shape } from "./shape";

const network = {
  aws_vpc: { main: { cidr_block: "10.8.0.0/16", tags: { Name: "main" } } },
  aws_subnet: {
    left: { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.8.1.0/24", availability_zone: "eu-central-1a" },
    right: { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.8.2.0/24", availability_zone: "eu-central-1b" },
  },
};
const subnets = ["${aws_subnet.left.id}", "${aws_subnet.right.id}"];

/** Load balancers, containers, instances and clusters. */
export const COMPUTE: Readonly<Record<string, Shape>> = {
  "a load balancer with host rules": {
    resource: {
      ...network,
      aws_lb: { web: { name: "web", load_balancer_type: "application", subnets } },
      aws_lb_target_group: {
        web: { name: "web", port: 8080, protocol: "HTTP", vpc_id: "${aws_vpc.main.id}", target_type: "ip" },
      },
      aws_lb_listener: {
        http: {
          load_balancer_arn: "${aws_lb.web.arn}",
          port: 80,
          protocol: "HTTP",
          default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.web.arn}" }],
        },
      },
      aws_lb_listener_rule: {
        host: {
          listener_arn: "${aws_lb_listener.http.arn}",
          action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.web.arn}" }],
          condition: [{ host_header: { values: ["shop.example.com"] } }],
        },
      },
    },
  },
  "a network load balancer with addresses": {
    resource: {
      ...network,
      aws_eip: { left: { domain: "vpc" } },
      aws_lb: {
        tcp: {
          name: "tcp",
          load_balancer_type: "network",
          subnet_mapping: [{ subnet_id: subnets[0], allocation_id: "${aws_eip.left.allocation_id}" }],
        },
      },
      aws_alb_target_group: { tcp: { name: "tcp", port: 443, protocol: "TCP", vpc_id: "${aws_vpc.main.id}" } },
    },
  },
  "a container service that scales": {
    resource: {
      ...network,
      aws_ecs_cluster: { main: { name: "main", setting: [{ name: "containerInsights", value: "enabled" }] } },
      aws_iam_role: { execution: { name: "execution", assume_role_policy: trust("ecs-tasks") } },
      aws_cloudwatch_log_group: { app: { name: "/app", retention_in_days: 30 } },
      aws_ecs_task_definition: {
        app: {
          family: "app",
          cpu: "256",
          memory: "512",
          network_mode: "awsvpc",
          requires_compatibilities: ["FARGATE"],
          execution_role_arn: "${aws_iam_role.execution.arn}",
          container_definitions:
            '${jsonencode([{"name":"app","image":"nginx","user":aws_cloudwatch_log_group.app.name}])}',
        },
      },
      aws_ecs_service: {
        app: {
          name: "app",
          cluster: "${aws_ecs_cluster.main.id}",
          task_definition: "${aws_ecs_task_definition.app.arn}",
          desired_count: 2,
          network_configuration: { subnets },
        },
      },
      aws_appautoscaling_target: {
        app: {
          min_capacity: 1,
          max_capacity: 4,
          resource_id: "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.app.name}",
          scalable_dimension: "ecs:service:DesiredCount",
          service_namespace: "ecs",
        },
      },
      aws_appautoscaling_policy: {
        cpu: {
          name: "cpu",
          policy_type: "TargetTrackingScaling",
          resource_id: "${aws_appautoscaling_target.app.resource_id}",
          scalable_dimension: "${aws_appautoscaling_target.app.scalable_dimension}",
          service_namespace: "${aws_appautoscaling_target.app.service_namespace}",
        },
      },
    },
  },
  "a Kubernetes cluster whose certificate is decoded": {
    resource: {
      ...network,
      aws_iam_role: { cluster: { name: "cluster", assume_role_policy: trust("eks") } },
      aws_eks_cluster: {
        main: { name: "main", role_arn: "${aws_iam_role.cluster.arn}", vpc_config: { subnet_ids: subnets } },
      },
      aws_ssm_parameter: {
        ca: {
          name: "/ca",
          type: "String",
          value: "${base64decode(aws_eks_cluster.main.certificate_authority[0].data)}",
        },
      },
      aws_iam_openid_connect_provider: {
        cluster: {
          client_id_list: ["sts.amazonaws.com"],
          url: "${aws_eks_cluster.main.identity[0].oidc[0].issuer}",
        },
      },
    },
  },
  "instances in an autoscaling group": {
    data: { aws_ami: { linux: { most_recent: true, owners: ["amazon"] } } },
    resource: {
      ...network,
      aws_launch_template: { web: { name: "web", image_id: "${data.aws_ami.linux.id}", instance_type: "t3.small" } },
      aws_autoscaling_group: {
        web: {
          name: "web",
          min_size: 1,
          max_size: 3,
          vpc_zone_identifier: subnets,
          launch_template: { id: "${aws_launch_template.web.id}", version: "$Latest" },
        },
      },
      aws_autoscaling_policy: { out: { name: "out", autoscaling_group_name: "${aws_autoscaling_group.web.name}" } },
    },
  },
  "subnets in the first three of the zones": {
    data: { aws_subnets: { shared: {} }, aws_availability_zones: { all: {} } },
    resource: {
      aws_efs_file_system: { files: { creation_token: "files" } },
      aws_efs_mount_target: {
        each: {
          count: 2,
          file_system_id: "${aws_efs_file_system.files.id}",
          subnet_id: "${slice(data.aws_subnets.shared.ids, 0, 3)[count.index]}",
        },
      },
    },
  },
};
