import { type Shape } from "./shape";

/** Networks, zones, certificates, content delivery and firewalls. */
export const NETWORK: Readonly<Record<string, Shape>> = {
  "a network with computed subnets": {
    data: { aws_availability_zones: { here: { state: "available" } } },
    resource: {
      aws_vpc: { main: { cidr_block: "10.20.0.0/16", assign_generated_ipv6_cidr_block: true } },
      aws_subnet: {
        private: {
          count: 3,
          vpc_id: "${aws_vpc.main.id}",
          cidr_block: "${cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)}",
          ipv6_cidr_block: "${cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, count.index)}",
          availability_zone: "${element(data.aws_availability_zones.here.names, count.index)}",
        },
      },
      aws_internet_gateway: { main: { vpc_id: "${aws_vpc.main.id}" } },
      aws_eip: { nat: { domain: "vpc" } },
      aws_nat_gateway: {
        main: { allocation_id: "${aws_eip.nat.id}", subnet_id: "${element(aws_subnet.private[*].id, 0)}" },
      },
      aws_route_table: {
        private: {
          vpc_id: "${aws_vpc.main.id}",
        },
      },
      aws_route: {
        out: {
          route_table_id: "${aws_route_table.private.id}",
          destination_cidr_block: "0.0.0.0/0",
          nat_gateway_id: "${aws_nat_gateway.main.id}",
        },
      },
      aws_route_table_association: {
        private: {
          for_each: "${{ for index, subnet in aws_subnet.private : index => subnet.id }}",
          subnet_id: "${each.value}",
          route_table_id: "${aws_route_table.private.id}",
        },
      },
      aws_vpc_endpoint: {
        ssm: {
          vpc_id: "${aws_vpc.main.id}",
          service_name: "com.amazonaws.eu-central-1.ssm",
          vpc_endpoint_type: "Interface",
          subnet_ids: "${aws_subnet.private[*].id}",
        },
      },
      aws_route53_record: {
        ssm: {
          zone_id: "Z0123456789",
          name: "ssm.internal",
          type: "CNAME",
          ttl: 60,
          records: ['${aws_vpc_endpoint.ssm.dns_entry[0]["dns_name"]}'],
        },
      },
    },
  },
  "an existing network that is looked up": {
    data: {
      aws_vpc: { shared: { tags: { Name: "shared" } } },
      aws_subnets: {
        private: { filter: [{ name: "vpc-id", values: ["${data.aws_vpc.shared.id}"] }], tags: { Tier: "private" } },
      },
      aws_subnet: { each: { for_each: "${toset(data.aws_subnets.private.ids)}", id: "${each.value}" } },
      aws_security_group: { default: { vpc_id: "${data.aws_vpc.shared.id}", name: "default" } },
      aws_route_tables: { all: { vpc_id: "${data.aws_vpc.shared.id}" } },
    },
    resource: {
      aws_db_subnet_group: { db: { name: "db", subnet_ids: "${data.aws_subnets.private.ids}" } },
      aws_subnet: {
        more: {
          vpc_id: "${data.aws_vpc.shared.id}",
          cidr_block: "${cidrsubnet(data.aws_vpc.shared.cidr_block, 4, 15)}",
          availability_zone: "${[for subnet in data.aws_subnet.each : subnet.availability_zone][0]}",
        },
      },
      aws_vpc_endpoint: {
        s3: {
          vpc_id: "${data.aws_vpc.shared.id}",
          service_name: "com.amazonaws.eu-central-1.s3",
          route_table_ids: "${data.aws_route_tables.all.ids}",
        },
      },
      aws_route: {
        office: {
          route_table_id: "${tolist(data.aws_route_tables.all.ids)[1]}",
          destination_cidr_block: "10.99.0.0/16",
          vpc_peering_connection_id: "${aws_vpc_peering_connection.office.id}",
        },
      },
      aws_vpc_peering_connection: { office: { vpc_id: "${data.aws_vpc.shared.id}", peer_vpc_id: "vpc-1" } },
      aws_security_group_rule: {
        db: {
          type: "ingress",
          protocol: "tcp",
          from_port: 5432,
          to_port: 5432,
          security_group_id: "${data.aws_security_group.default.id}",
          cidr_blocks: "${[for subnet in data.aws_subnet.each : subnet.cidr_block]}",
        },
      },
    },
  },
  "a site behind a content delivery network": {
    data: {
      aws_route53_zone: { site: { name: "example.com" } },
      aws_cloudfront_cache_policy: { optimized: { name: "Managed-CachingOptimized" } },
      aws_iam_policy_document: {
        read: {
          statement: [
            {
              actions: ["s3:GetObject"],
              resources: ["${aws_s3_bucket.site.arn}/*"],
              principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
              condition: [
                {
                  test: "StringEquals",
                  variable: "AWS:SourceArn",
                  values: ["${aws_cloudfront_distribution.site.arn}"],
                },
              ],
            },
          ],
        },
      },
    },
    resource: {
      aws_s3_bucket: { site: { bucket_prefix: "site-" } },
      aws_s3_bucket_policy: {
        site: { bucket: "${aws_s3_bucket.site.id}", policy: "${data.aws_iam_policy_document.read.json}" },
      },
      aws_acm_certificate: {
        site: { domain_name: "example.com", subject_alternative_names: ["www.example.com"], validation_method: "DNS" },
      },
      aws_route53_record: {
        validation: {
          for_each:
            "${{ for option in aws_acm_certificate.site.domain_validation_options : option.domain_name => option }}",
          zone_id: "${data.aws_route53_zone.site.zone_id}",
          name: "${each.value.resource_record_name}",
          type: "${each.value.resource_record_type}",
          records: ["${each.value.resource_record_value}"],
          ttl: 60,
        },
        site: {
          zone_id: "${data.aws_route53_zone.site.zone_id}",
          name: "${data.aws_route53_zone.site.name}",
          type: "A",
          alias: {
            name: "${aws_cloudfront_distribution.site.domain_name}",
            zone_id: "${aws_cloudfront_distribution.site.hosted_zone_id}",
            evaluate_target_health: false,
          },
        },
      },
      aws_acm_certificate_validation: {
        site: {
          certificate_arn: "${aws_acm_certificate.site.arn}",
          validation_record_fqdns: "${[for record in aws_route53_record.validation : record.fqdn]}",
        },
      },
      aws_cloudfront_origin_access_control: {
        site: {
          name: "site",
          origin_access_control_origin_type: "s3",
          signing_behavior: "always",
          signing_protocol: "sigv4",
        },
      },
      aws_cloudfront_distribution: {
        site: {
          enabled: true,
          aliases: ["example.com"],
          origin: [
            {
              domain_name: "${aws_s3_bucket.site.bucket_regional_domain_name}",
              origin_id: "site",
              origin_access_control_id: "${aws_cloudfront_origin_access_control.site.id}",
            },
          ],
          default_cache_behavior: {
            allowed_methods: ["GET", "HEAD"],
            cached_methods: ["GET", "HEAD"],
            target_origin_id: "site",
            viewer_protocol_policy: "redirect-to-https",
            cache_policy_id: "${data.aws_cloudfront_cache_policy.optimized.id}",
          },
          restrictions: { geo_restriction: { restriction_type: "none" } },
          viewer_certificate: {
            acm_certificate_arn: "${aws_acm_certificate_validation.site.certificate_arn}",
            ssl_support_method: "sni-only",
          },
        },
      },
    },
  },
  "a transit gateway, a private zone and flow logs": {
    resource: {
      aws_vpc: { main: { cidr_block: "10.30.0.0/16" } },
      aws_subnet: { one: { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.30.0.0/24" } },
      aws_ec2_transit_gateway: { hub: { description: "hub" } },
      aws_ec2_transit_gateway_vpc_attachment: {
        main: {
          subnet_ids: ["${aws_subnet.one.id}"],
          transit_gateway_id: "${aws_ec2_transit_gateway.hub.id}",
          vpc_id: "${aws_vpc.main.id}",
        },
      },
      aws_route53_zone: { private: { name: "internal", vpc: [{ vpc_id: "${aws_vpc.main.id}" }] } },
      aws_route53_resolver_endpoint: {
        in: {
          direction: "INBOUND",
          security_group_ids: ["${aws_vpc.main.default_security_group_id}"],
          ip_address: [{ subnet_id: "${aws_subnet.one.id}" }, { subnet_id: "${aws_subnet.one.id}", ip: "10.30.0.10" }],
        },
      },
      aws_cloudwatch_log_group: { flow: { name: "flow" } },
      aws_iam_role: { flow: { name: "flow", assume_role_policy: "{}" } },
      aws_flow_log: {
        main: {
          vpc_id: "${aws_vpc.main.id}",
          traffic_type: "ALL",
          iam_role_arn: "${aws_iam_role.flow.arn}",
          log_destination: "${aws_cloudwatch_log_group.flow.arn}",
        },
      },
    },
  },
};
