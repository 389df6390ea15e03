import { offlineConfiguration } from "../../../tools/runner/terraform/offline-configuration";

const OFFLINE = {
  access_key: "offline",
  secret_key: "offline",
  max_retries: 1,
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  skip_requesting_account_id: true,
};

const config = {
  terraform: {
    required_version: ">= 1.10",
    backend: { s3: { bucket: "state" } },
    cloud: { organization: "acme" },
    required_providers: { aws: { source: "aws", version: "6.25.0" }, random: { source: "hashicorp/random" } },
  },
  provider: {
    aws: [
      {
        region: "us-east-1",
        allowed_account_ids: ["111122223333"],
        profile: "admin",
        assume_role: [{ role_arn: "x" }],
      },
      { region: "us-west-2", alias: "us-west-2", forbidden_account_ids: ["1"], default_tags: [{ tags: { a: "b" } }] },
    ],
    random: [{}],
  },
  resource: { aws_sqs_queue: { orders: { name: "orders" } } },
};

describe("offlineConfiguration", () => {
  test("uses local state and pins the installed provider version", () => {
    expect(offlineConfiguration(config, "5.100.0").terraform).toEqual({
      required_version: ">= 1.10",
      required_providers: {
        aws: { source: "hashicorp/aws", version: "5.100.0" },
        random: { source: "hashicorp/random" },
      },
    });
  });

  test("removes only the account from every provider block, including aliases", () => {
    expect(offlineConfiguration(config, "5.100.0").provider).toEqual({
      aws: [
        { region: "us-east-1", ...OFFLINE },
        { region: "us-west-2", alias: "us-west-2", default_tags: [{ tags: { a: "b" } }], ...OFFLINE },
      ],
      random: [{}],
    });
  });

  test("does not change the resources or its argument", () => {
    const original = structuredClone(config);
    expect(offlineConfiguration(config, "5.100.0").resource).toEqual(config.resource);
    expect(config).toEqual(original);
  });

  test("accepts a configuration without provider blocks", () => {
    expect(offlineConfiguration({ terraform: {} }, "6.25.0")).toEqual({
      terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "6.25.0" } } },
      provider: { aws: [] },
    });
  });
});
