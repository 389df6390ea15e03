import { trust, type Shape } from "./shape";

/** Databases, brokers, search, delivery and mail. */
export const SERVICES: Readonly<Record<string, Shape>> = {
  "a broker of streams with a configuration": {
    resource: {
      aws_msk_configuration: { main: { name: "main", kafka_versions: ["3.6.0"], server_properties: "a=b" } },
      aws_msk_cluster: {
        main: {
          cluster_name: "main",
          kafka_version: "3.6.0",
          number_of_broker_nodes: 2,
          broker_node_group_info: {
            instance_type: "kafka.t3.small",
            client_subnets: ["subnet-1", "subnet-2"],
            security_groups: ["sg-1"],
          },
          configuration_info: {
            arn: "${aws_msk_configuration.main.arn}",
            revision: "${aws_msk_configuration.main.latest_revision}",
          },
        },
      },
      aws_ssm_parameter: {
        brokers: {
          name: "/brokers",
          type: "String",
          value: '${split(",", aws_msk_cluster.main.bootstrap_brokers_tls)[0]}',
        },
      },
    },
  },
  "a search domain with a policy of its own": {
    data: {
      aws_caller_identity: { me: {} },
      aws_region: { here: {} },
    },
    resource: {
      aws_opensearch_domain: {
        logs: {
          domain_name: "logs",
          cluster_config: { instance_type: "t3.small.search", zone_awareness_enabled: true },
          ebs_options: { ebs_enabled: true, volume_size: 10 },
          access_policies:
            '${jsonencode({"Statement":[{"Effect":"Allow","Principal":{"AWS":data.aws_caller_identity.me.arn},"Action":"es:*","Resource":"arn:aws:es:${data.aws_region.here.name}:${data.aws_caller_identity.me.account_id}:domain/logs/*"}]})}',
        },
      },
      aws_ssm_parameter: {
        url: { name: "/url", type: "String", value: "https://${aws_opensearch_domain.logs.endpoint}" },
      },
    },
  },
  "an Aurora cluster whose instances differ": {
    locals: { instances: { writer: "db.r6g.large", reader: "db.r6g.xlarge" } },
    resource: {
      aws_rds_cluster: {
        main: {
          cluster_identifier_prefix: "main-",
          engine: "aurora-postgresql",
          master_username: "root",
          manage_master_user_password: true,
          skip_final_snapshot: true,
          serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 },
        },
      },
      aws_rds_cluster_instance: {
        each: {
          for_each: "${local.instances}",
          identifier: "${each.key}",
          cluster_identifier: "${aws_rds_cluster.main.id}",
          engine: "${aws_rds_cluster.main.engine}",
          engine_version: "${aws_rds_cluster.main.engine_version_actual}",
          instance_class: "${each.value}",
        },
      },
      aws_secretsmanager_secret_policy: {
        main: {
          secret_arn: "${aws_rds_cluster.main.master_user_secret[0].secret_arn}",
          policy: '${jsonencode({"Version":"2012-10-17","Statement":[]})}',
        },
      },
      aws_db_proxy: {
        main: {
          name: "main",
          engine_family: "POSTGRESQL",
          role_arn: "${aws_iam_role.proxy.arn}",
          vpc_subnet_ids: ["subnet-1"],
          auth: [{ secret_arn: "${one(aws_rds_cluster.main.master_user_secret).secret_arn}" }],
        },
      },
      aws_iam_role: { proxy: { name_prefix: "proxy-", assume_role_policy: trust("rds") } },
    },
  },
  "caches of two engines": {
    resource: {
      aws_elasticache_subnet_group: { main: { name: "main", subnet_ids: ["subnet-1"] } },
      aws_elasticache_cluster: {
        mem: { cluster_id: "mem", engine: "memcached", node_type: "cache.t4g.micro", num_cache_nodes: 2 },
      },
      aws_elasticache_replication_group: {
        main: {
          replication_group_id: "main",
          description: "main",
          node_type: "cache.t4g.micro",
          num_cache_clusters: 2,
          subnet_group_name: "${aws_elasticache_subnet_group.main.name}",
        },
      },
      aws_ssm_parameter: {
        mem: { name: "/mem", type: "String", value: "${aws_elasticache_cluster.mem.cache_nodes[0].address}" },
        main: {
          name: "/main",
          type: "String",
          value: "${aws_elasticache_replication_group.main.primary_endpoint_address}",
        },
      },
    },
  },
  "a pipeline that builds from a repository": {
    resource: {
      aws_codestarconnections_connection: { github: { name: "github", provider_type: "GitHub" } },
      aws_s3_bucket: { artifacts: { bucket: "artifacts" } },
      aws_iam_role: { build: { name: "build", assume_role_policy: trust("codebuild") } },
      aws_codebuild_project: {
        build: {
          name: "build",
          service_role: "${aws_iam_role.build.arn}",
          artifacts: { type: "CODEPIPELINE" },
          environment: {
            compute_type: "BUILD_GENERAL1_SMALL",
            image: "aws/codebuild/standard:7.0",
            type: "LINUX_CONTAINER",
          },
          source: { type: "CODEPIPELINE" },
        },
      },
      aws_codepipeline: {
        main: {
          name: "main",
          role_arn: "${aws_iam_role.build.arn}",
          artifact_store: [{ location: "${aws_s3_bucket.artifacts.bucket}", type: "S3" }],
          stage: [
            {
              name: "Source",
              action: [
                {
                  category: "Source",
                  name: "Source",
                  owner: "AWS",
                  provider: "CodeStarSourceConnection",
                  version: "1",
                  output_artifacts: ["source"],
                  configuration: {
                    ConnectionArn: "${aws_codestarconnections_connection.github.arn}",
                    BranchName: "main",
                  },
                },
              ],
            },
            {
              name: "Build",
              action: [
                {
                  category: "Build",
                  name: "Build",
                  owner: "AWS",
                  provider: "CodeBuild",
                  version: "1",
                  input_artifacts: ["source"],
                  configuration: { ProjectName: "${aws_codebuild_project.build.name}" },
                },
              ],
            },
          ],
        },
      },
    },
  },
  "an identity for mail with its records": {
    resource: {
      aws_ses_domain_identity: { mail: { domain: "example.com" } },
      aws_ses_domain_dkim: { mail: { domain: "${aws_ses_domain_identity.mail.domain}" } },
      aws_sesv2_email_identity: { mail: { email_identity: "mail.example.com" } },
      aws_route53_record: {
        dkim: {
          count: 3,
          zone_id: "Z0123456789",
          name: "${aws_ses_domain_dkim.mail.dkim_tokens[count.index]}._domainkey",
          type: "CNAME",
          ttl: 600,
          records: ["${aws_ses_domain_dkim.mail.dkim_tokens[count.index]}.dkim.amazonses.com"],
        },
        dkim2: {
          count: 3,
          zone_id: "Z0123456789",
          name: "${aws_sesv2_email_identity.mail.dkim_signing_attributes[0].tokens[count.index]}._domainkey",
          type: "CNAME",
          ttl: 600,
          records: ["a.example.com"],
        },
      },
    },
  },
};
