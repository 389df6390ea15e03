import type { TerraformJson } from "../../modules/core";

/** What an example takes for granted and the emulator looks for. */
interface Surroundings {
  /** Ids that stand in the example, with the references that take their place. */
  readonly references: Readonly<Record<string, string>>;
  readonly resource: NonNullable<TerraformJson["resource"]>;
}

const VPC_ID = "${aws_vpc.surroundings.id}";

const VPC: Surroundings = {
  references: {
    "vpc-0a1b2c3d": VPC_ID,
    "vpc-0a1b2c3d4e5f60718": VPC_ID,
    "subnet-0a1b2c3d4e5f60718": "${aws_subnet.surroundings-a.id}",
    "subnet-1a1b2c3d4e5f60718": "${aws_subnet.surroundings-b.id}",
    "sg-0a1b2c3d4e5f60718": "${aws_security_group.surroundings.id}",
  },
  resource: {
    aws_vpc: { surroundings: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      "surroundings-a": { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24", availability_zone: "us-east-1a" },
      "surroundings-b": { vpc_id: VPC_ID, cidr_block: "10.0.1.0/24", availability_zone: "us-east-1b" },
    },
    aws_security_group: { surroundings: { name: "surroundings", vpc_id: VPC_ID } },
  },
};

const KEY: Surroundings = {
  references: {
    "arn:aws:kms:us-east-1:111122223333:key/0b1c2d3e-0000-4000-8000-000000000000": "${aws_kms_key.surroundings.arn}",
  },
  resource: { aws_kms_key: { surroundings: {} } },
};

/** A function of the name `shop-api` with the alias `live`. */
const FUNCTION: Surroundings = {
  references: { "shop-api": "${aws_lambda_alias.surroundings.function_name}" },
  resource: {
    aws_iam_role: {
      surroundings: {
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
        }),
      },
    },
    aws_lambda_function: {
      surroundings: {
        function_name: "shop-api",
        role: "${aws_iam_role.surroundings.arn}",
        package_type: "Image",
        image_uri: "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:1",
        publish: true,
        // The emulator reads blocks back that nobody has written.
        lifecycle: { ignore_changes: "all" },
      },
    },
    aws_lambda_alias: {
      surroundings: {
        name: "live",
        function_name: "${aws_lambda_function.surroundings.function_name}",
        function_version: "${aws_lambda_function.surroundings.version}",
      },
    },
  },
};

/** By module, of whose example they are. */
const SURROUNDINGS: Readonly<Record<string, readonly Surroundings[]>> = {
  api: [FUNCTION],
  compute: [VPC],
  core: [VPC],
  data: [VPC, KEY],
};

/** A copy of an example's configuration in which what it takes for granted exists. */
export function withSurroundings(module: string, config: TerraformJson): TerraformJson {
  return (SURROUNDINGS[module] ?? []).reduce(surrounded, config);
}

/** Whether an address is of what surrounds an example. */
export function isSurrounding(address: string): boolean {
  return address.includes(".surroundings");
}

function surrounded(config: TerraformJson, { references, resource }: Surroundings): TerraformJson {
  const example = JSON.parse(JSON.stringify(config), (_name, value: unknown) =>
    typeof value === "string" ? (references[value] ?? value) : value,
  ) as TerraformJson;
  const added = Object.entries(resource).map(([type, named]) => [type, { ...example.resource?.[type], ...named }]);
  return { ...example, resource: { ...example.resource, ...Object.fromEntries(added) } };
}
