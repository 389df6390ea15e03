import type { TerraformJson } from "../../modules/core";

/** Existing infrastructure that an example refers to by id. */
interface Fixture {
  /** References that replace the ids of the example. */
  readonly references: Readonly<Record<string, string>>;
  /** The resources, created before those of the example. */
  readonly resource: NonNullable<TerraformJson["resource"]>;
}

const VPC_ID = "${aws_vpc.fixture.id}";

const VPC: Fixture = {
  references: {
    "vpc-0a1b2c3d": VPC_ID,
    "vpc-0a1b2c3d4e5f60718": VPC_ID,
    "subnet-0a1b2c3d4e5f60718": "${aws_subnet.fixture-a.id}",
    "subnet-1a1b2c3d4e5f60718": "${aws_subnet.fixture-b.id}",
    "sg-0a1b2c3d4e5f60718": "${aws_security_group.fixture.id}",
    "sg-0123456789abcdef0": "${aws_security_group.fixture.id}",
  },
  resource: {
    aws_vpc: { fixture: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      "fixture-a": { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24", availability_zone: "us-east-1a" },
      "fixture-b": { vpc_id: VPC_ID, cidr_block: "10.0.1.0/24", availability_zone: "us-east-1b" },
    },
    aws_security_group: { fixture: { name: "fixture", vpc_id: VPC_ID } },
  },
};

const KEY: Fixture = {
  references: {
    "arn:aws:kms:us-east-1:111122223333:key/0b1c2d3e-0000-4000-8000-000000000000": "${aws_kms_key.fixture.arn}",
  },
  resource: { aws_kms_key: { fixture: {} } },
};

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
});

/** A function with the alias `live`. The resources have the name `fixture` or begin with it. */
const functionFixture = (functionName: string, name: string): Fixture => ({
  references: { [functionName]: `\${aws_lambda_alias.${name}.function_name}` },
  resource: {
    aws_iam_role: {
      [name]: {
        assume_role_policy: TRUST,
      },
    },
    aws_lambda_function: {
      [name]: {
        function_name: functionName,
        role: `\${aws_iam_role.${name}.arn}`,
        package_type: "Image",
        image_uri: "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:1",
        publish: true,
        // moto returns blocks that are not in the configuration.
        lifecycle: { ignore_changes: "all" },
      },
    },
    aws_lambda_alias: {
      [name]: {
        name: "live",
        function_name: `\${aws_lambda_function.${name}.function_name}`,
        function_version: `\${aws_lambda_function.${name}.version}`,
      },
    },
  },
});

const FUNCTION = functionFixture("shop-api", "fixture");
const AUTHORIZER = functionFixture("shop-authorizer", "fixture-authorizer");

/** A role of the name `shop-worker`. */
const ROLE: Fixture = {
  references: { "shop-worker": "${aws_iam_role.fixture.name}" },
  resource: {
    aws_iam_role: {
      fixture: {
        name: "shop-worker",
        assume_role_policy: TRUST,
      },
    },
  },
};

/** A certificate of the region, and a regional web ACL of the name `shop`. */
const HTTPS: Fixture = {
  references: {
    "arn:aws:acm:us-east-1:111122223333:certificate/0b1c2d3e-0000-4000-8000-000000000000":
      "${aws_acm_certificate.fixture.arn}",
    "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/0b1c2d3e": "${aws_wafv2_web_acl.fixture.arn}",
  },
  resource: {
    aws_acm_certificate: { fixture: { domain_name: "shop.example.com", validation_method: "DNS" } },
    aws_wafv2_web_acl: {
      fixture: {
        name: "shop",
        scope: "REGIONAL",
        default_action: { allow: {} },
        visibility_config: { cloudwatch_metrics_enabled: false, metric_name: "shop", sampled_requests_enabled: false },
      },
    },
  },
};

const USER_POOL: Fixture = {
  references: {
    "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_Example": "${aws_cognito_user_pool.fixture.arn}",
  },
  resource: { aws_cognito_user_pool: { fixture: { name: "shop" } } },
};

/** By module. */
export const FIXTURES: Readonly<Record<string, readonly Fixture[]>> = {
  "api/http": [FUNCTION],
  "api/rest": [FUNCTION, AUTHORIZER, HTTPS, KEY, USER_POOL],
  "compute/containers": [VPC, HTTPS],
  "compute/load-balancing": [VPC, HTTPS],
  core: [VPC],
  "data/aurora": [VPC, KEY],
  "data/cache": [VPC, KEY],
  "data/dax": [VPC, KEY],
  "data/dynamodb": [KEY],
  "data/proxy": [VPC, KEY],
  "analytics/etl": [VPC],
  "analytics/quicksight": [VPC],
  "data/rds": [VPC, KEY],
  "data/storage": [KEY],
  identity: [KEY],
  "messaging/topics": [FUNCTION],
  security: [ROLE],
};

/** A copy of an example's configuration to which the fixtures of its module are added. */
export function withFixtures(module: string, config: TerraformJson): TerraformJson {
  return (FIXTURES[module] ?? []).reduce(withFixture, config);
}

/** True for the address of a fixture. */
export function isFixture(address: string): boolean {
  return /\.fixture\b/.test(address);
}

function withFixture(config: TerraformJson, { references, resource }: Fixture): TerraformJson {
  const example = JSON.parse(JSON.stringify(config), (_name, value: unknown) =>
    typeof value === "string" ? (references[value] ?? value) : value,
  ) as TerraformJson;
  const added = Object.entries(resource).map(([type, named]) => [type, { ...example.resource?.[type], ...named }]);
  return { ...example, resource: { ...example.resource, ...Object.fromEntries(added) } };
}
