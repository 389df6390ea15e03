const VPC = "${aws_vpc.main.id}";
/** Networks and containers, in the forms that guides and published modules use. */
export const SERVER_SHAPES: Readonly<Record<string, object>> = {
  "a network with count": {
    variable: { azs: { default: ["us-east-1a", "us-east-1b"] } },
    resource: {
      aws_vpc: { main: { cidr_block: "10.0.0.0/16", enable_dns_hostnames: "true", tags: { Name: "main" } } },
      aws_subnet: {
        public: {
          count: "${length(var.azs)}",
          vpc_id: VPC,
          cidr_block: '${cidrsubnet("10.0.0.0/16", 8, count.index)}',
        },
        one: { vpc_id: VPC, cidr_block: "10.0.100.0/24", availability_zone: "${var.azs[0]}" },
      },
      aws_internet_gateway: { main: { vpc_id: VPC } },
      aws_eip: { nat: { domain: "vpc" } },
      aws_nat_gateway: { main: { allocation_id: "${aws_eip.nat.id}", subnet_id: "${aws_subnet.public[0].id}" } },
      aws_route_table: {
        public: { vpc_id: VPC, route: [{ cidr_block: "0.0.0.0/0", gateway_id: "${aws_internet_gateway.main.id}" }] },
      },
      aws_route: {
        out: {
          route_table_id: "${aws_route_table.public.id}",
          destination_cidr_block: "0.0.0.0/0",
          nat_gateway_id: "${aws_nat_gateway.main.id}",
        },
      },
      aws_route_table_association: {
        one: { subnet_id: "${aws_subnet.one.id}", route_table_id: "${aws_route_table.public.id}" },
      },
      aws_security_group: {
        web: {
          name_prefix: "web-",
          vpc_id: VPC,
          ingress: [
            { from_port: 80, to_port: 80, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] },
            { from_port: 443, to_port: 443, protocol: "6", cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] },
          ],
          egress: { from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] },
        },
      },
      aws_vpc_endpoint: {
        s3: {
          vpc_id: VPC,
          service_name: "com.amazonaws.us-east-1.s3",
          route_table_ids: ["${aws_route_table.public.id}"],
        },
        ecr: {
          vpc_id: VPC,
          service_name: "com.amazonaws.${data.aws_region.current.name}.ecr.api",
          vpc_endpoint_type: "Interface",
          private_dns_enabled: true,
          subnet_ids: "${aws_subnet.public[*].id}",
          security_group_ids: ["${aws_security_group.web.id}"],
        },
      },
      aws_flow_log: {
        main: {
          vpc_id: VPC,
          traffic_type: "ALL",
          log_destination: "${aws_cloudwatch_log_group.flow.arn}",
          iam_role_arn: "${var.role}",
        },
      },
      aws_cloudwatch_log_group: { flow: { name: "/vpc/flow", retention_in_days: 30 } },
      aws_network_acl_rule: {
        in: {
          network_acl_id: "${var.acl}",
          rule_number: 100,
          protocol: "tcp",
          rule_action: "allow",
          cidr_block: "0.0.0.0/0",
          from_port: 443,
          to_port: 443,
        },
        out: {
          network_acl_id: "${var.acl}",
          rule_number: 100,
          egress: true,
          protocol: "-1",
          rule_action: "allow",
          cidr_block: "0.0.0.0/0",
        },
      },
    },
    data: { aws_region: { current: {} } },
  },
  "a container service behind a load balancer": {
    resource: {
      aws_lb: {
        app: {
          name: "app",
          load_balancer_type: "application",
          internal: false,
          subnets: "${var.public_subnets}",
          security_groups: ["${var.sg}"],
          idle_timeout: 60,
        },
      },
      aws_lb_target_group: {
        app: {
          name: "app",
          port: 8080,
          protocol: "HTTP",
          target_type: "ip",
          vpc_id: "${var.vpc_id}",
          deregistration_delay: "30",
          health_check: {
            enabled: true,
            path: "/health",
            matcher: "200-299",
            interval: 30,
            timeout: 5,
            healthy_threshold: 2,
            unhealthy_threshold: 3,
          },
          stickiness: { type: "lb_cookie", enabled: false, cookie_duration: 86400 },
        },
      },
      aws_lb_listener: {
        http: {
          load_balancer_arn: "${aws_lb.app.arn}",
          port: "80",
          protocol: "HTTP",
          default_action: { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
        },
        https: {
          load_balancer_arn: "${aws_lb.app.arn}",
          port: 443,
          protocol: "HTTPS",
          ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
          certificate_arn: "${var.certificate_arn}",
          default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.app.arn}" }],
        },
      },
      aws_lb_listener_rule: {
        api: {
          listener_arn: "${aws_lb_listener.https.arn}",
          priority: 100,
          action: { type: "forward", target_group_arn: "${aws_lb_target_group.app.arn}" },
          condition: [{ path_pattern: { values: ["/api/*"] } }, { host_header: { values: ["app.example.com"] } }],
        },
      },
      aws_ecs_cluster: { main: { name: "main", setting: { name: "containerInsights", value: "enabled" } } },
      aws_ecs_cluster_capacity_providers: {
        main: {
          cluster_name: "${aws_ecs_cluster.main.name}",
          capacity_providers: ["FARGATE", "FARGATE_SPOT"],
          default_capacity_provider_strategy: { base: 1, weight: 100, capacity_provider: "FARGATE" },
        },
      },
      aws_ecs_task_definition: {
        app: {
          family: "app",
          requires_compatibilities: ["FARGATE"],
          network_mode: "awsvpc",
          cpu: 256,
          memory: 512,
          execution_role_arn: "${var.execution_role}",
          container_definitions:
            '[{"name":"app","image":"${var.image}:latest","essential":true,"portMappings":[{"containerPort":8080,"hostPort":8080,"protocol":"tcp"}],"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"${aws_cloudwatch_log_group.app.name}","awslogs-region":"us-east-1","awslogs-stream-prefix":"app"}}}]',
        },
        rendered: { family: "rendered", container_definitions: '${templatefile("task.json", { image = var.image })}' },
      },
      aws_cloudwatch_log_group: { app: { name: "/ecs/app", retention_in_days: 14 } },
      aws_ecs_service: {
        app: {
          name: "app",
          cluster: "${aws_ecs_cluster.main.id}",
          task_definition: "${aws_ecs_task_definition.app.arn}",
          desired_count: 2,
          launch_type: "FARGATE",
          deployment_minimum_healthy_percent: 50,
          deployment_maximum_percent: 200,
          deployment_circuit_breaker: { enable: true, rollback: true },
          network_configuration: {
            subnets: "${var.private_subnets}",
            security_groups: ["${var.sg}"],
            assign_public_ip: false,
          },
          load_balancer: {
            target_group_arn: "${aws_lb_target_group.app.arn}",
            container_name: "app",
            container_port: 8080,
          },
          lifecycle: { ignore_changes: ["desired_count"] },
          depends_on: ["aws_lb_listener.https"],
        },
      },
      aws_appautoscaling_target: {
        app: {
          service_namespace: "ecs",
          resource_id: "service/main/app",
          scalable_dimension: "ecs:service:DesiredCount",
          min_capacity: 2,
          max_capacity: 10,
        },
      },
      aws_appautoscaling_policy: {
        cpu: {
          name: "cpu",
          policy_type: "TargetTrackingScaling",
          service_namespace: "ecs",
          resource_id: "${aws_appautoscaling_target.app.resource_id}",
          scalable_dimension: "${aws_appautoscaling_target.app.scalable_dimension}",
          target_tracking_scaling_policy_configuration: {
            target_value: 60,
            predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
          },
        },
      },
      aws_ecr_repository: {
        app: { name: "app", image_tag_mutability: "MUTABLE", image_scanning_configuration: { scan_on_push: true } },
      },
      aws_ecr_lifecycle_policy: {
        app: {
          repository: "${aws_ecr_repository.app.name}",
          policy: JSON.stringify({
            rules: [
              {
                rulePriority: 1,
                description: "keep 10",
                selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
                action: { type: "expire" },
              },
            ],
          }),
        },
      },
    },
  },
};
