import { emulatedConfiguration } from "../../tools/emulation/emulated-configuration";

const config = {
  terraform: { backend: { s3: { bucket: "state" } } },
  provider: { aws: [{ region: "us-east-1", allowed_account_ids: ["111122223333"] }] },
  resource: {
    aws_security_group: { worker: { name: "worker", description: "", vpc_id: "vpc-0a1b2c3d" } },
    aws_db_subnet_group: { main: { subnet_ids: ["subnet-0a1b2c3d4e5f60718", "subnet-ffffffff"] } },
  },
};

describe("the configuration for the emulator", () => {
  test("replaces ids of the example by references to fixtures", () => {
    const { resource } = emulatedConfiguration("core", config, "5.100.0");
    expect(resource).toMatchObject({
      aws_vpc: { fixture: { cidr_block: "10.0.0.0/16" } },
      aws_security_group: {
        fixture: { vpc_id: "${aws_vpc.fixture.id}" },
        worker: { name: "worker", description: "", vpc_id: "${aws_vpc.fixture.id}" },
      },
      aws_db_subnet_group: { main: { subnet_ids: ["${aws_subnet.fixture-a.id}", "subnet-ffffffff"] } },
    });
  });

  test("has the same resources for a module without fixtures", () => {
    expect(emulatedConfiguration("network", config, "5.100.0").resource).toEqual(config.resource);
  });

  test("has local state, the installed provider version and the allowed account id", () => {
    const { terraform, provider } = emulatedConfiguration("network", config, "5.100.0");
    expect(terraform).toEqual({ required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } });
    expect(provider!["aws"]).toEqual([
      expect.objectContaining({ region: "us-east-1", allowed_account_ids: ["111122223333"], access_key: "emulated" }),
    ]);
    expect(JSON.stringify(provider)).not.toContain("skip_requesting_account_id");
  });

  test("has longer time limits of queues, and no certificate authority that moto ignores at creation", () => {
    const resource = {
      aws_sqs_queue: { orders: { name: "orders" } },
      aws_rds_cluster_instance: { a: { engine: "aurora-postgresql", ca_cert_identifier: "rds-ca-rsa2048-g1" } },
      aws_sns_topic: { alarms: { name: "alarms" } },
    };
    expect(emulatedConfiguration("network", { ...config, resource }, "5.100.0").resource).toEqual({
      aws_sqs_queue: { orders: { name: "orders", timeouts: { create: "20m", update: "20m", delete: "20m" } } },
      aws_rds_cluster_instance: { a: { engine: "aurora-postgresql" } },
      aws_sns_topic: { alarms: { name: "alarms" } },
    });
  });

  test("has no resources where the example has none", () => {
    const withoutResources = { terraform: config.terraform, provider: config.provider };
    expect(emulatedConfiguration("network", withoutResources, "5.100.0")).not.toHaveProperty("resource");
  });

  test("has a value for a variable without a default, and no other value for one with a default", () => {
    const variable = { secret: { type: "string" }, size: { default: "small" } };
    expect(emulatedConfiguration("edge", { ...config, variable } as typeof config, "5.100.0")).toMatchObject({
      variable: { secret: { type: "string", default: "emulated" }, size: { default: "small" } },
    });
    expect(emulatedConfiguration("edge", config, "5.100.0")).not.toHaveProperty("variable");
  });
});
