import type { TestStack } from "../../testing";
import { BootstrapStack, accountsToBootstrap } from "../../stacks/bootstrap";
import { DeliveryStack, type DeliveryStackProps } from "../../stacks/delivery";
import { stateLocation } from "../../stacks/state";
import { synthesizeOnly } from "../support/synth";

type Account = ConstructorParameters<typeof BootstrapStack>[2];

const account: Account = {
  project: "shop",
  owner: "platform",
  account: "444455556666",
  region: "us-east-1",
  recoveryRegion: "us-west-2",
  deletionProtection: true,
  bootstrapState: "bucket",
  trustedBuildAccount: "111122223333",
};

const delivery: DeliveryStackProps = {
  tooling: {
    ...account,
    account: "111122223333",
    repository: "example/shop",
    branch: "main",
    logRetentionDays: 180,
    keepImages: 40,
    baseImage: `public.ecr.aws/lambda/nodejs@sha256:${"1".repeat(64)}`,
    rdsCertificatesSha256: "2".repeat(64),
  },
  environments: [{ name: "prod", account: "444455556666", region: "us-east-1", stage: "production" }],
};

function synthesizeBootstrap(differences: Partial<Account> = {}): TestStack {
  return synthesizeOnly((app) => new BootstrapStack(app, "bootstrap", { ...account, ...differences }));
}

function synthesizeDelivery(): TestStack {
  return synthesizeOnly((app) => new DeliveryStack(app, "delivery", delivery));
}

interface Statement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

const stack = synthesizeBootstrap();
const statementsOf = (role: string) => stack.statements(`${role}-role_permissions`) as unknown as readonly Statement[];
const statement = (role: string, sid: string) => statementsOf(role).find((candidate) => candidate.sid === sid)!;

/** As IAM compares: `*` is any characters. */
const matches = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  ).test(value);

describe("BootstrapStack", () => {
  test.each([
    ["main", "us-east-1", "aws"],
    ["recovery", "us-west-2", "aws.us-west-2"],
  ])("keeps state of the %s region in that region, versioned, encrypted and protected", (role, region, provider) => {
    expect(stack.resource("aws_s3_bucket", `${role}-state`)).toMatchObject({
      provider,
      bucket: `shop-tfstate-444455556666-${region}`,
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resource("aws_s3_bucket_versioning", `${role}-state`)).toMatchObject({
      provider,
      versioning_configuration: { status: "Enabled" },
    });
    expect(JSON.stringify(stack.resource("aws_s3_bucket_lifecycle_configuration", `${role}-state`))).toContain(
      '"noncurrent_days":90',
    );
    expect(stack.resource("aws_kms_alias", `${role}-state`)).toMatchObject({ provider, name: "alias/shop-tfstate" });
    expect(JSON.stringify(stack.statements(`${role}-state_bucket-policy`))).toContain("aws:SecureTransport");
  });

  test("makes every part of a bucket in the bucket's region", () => {
    const parts = Object.entries(stack.config.resource ?? {}).flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, block]) =>
        type.startsWith("aws_s3_bucket") && name.startsWith("recovery-state") ? [block["provider"]] : [],
      ),
    );
    expect(parts.length).toBeGreaterThan(5);
    expect(new Set(parts)).toEqual(new Set(["aws.us-west-2"]));
  });

  test("makes exactly what stacks look for their state in", () => {
    for (const region of ["us-east-1", "us-west-2"] as const) {
      const { bucket, kmsKeyId } = stateLocation("shop", "444455556666", region);
      const buckets = Object.values(stack.resources("aws_s3_bucket"));
      expect(buckets.map((block) => block["bucket"])).toContain(bucket);
      expect(kmsKeyId).toBe(`arn:aws:kms:${region}:444455556666:alias/shop-tfstate`);
    }
  });

  test("keeps its own state in the bucket that it makes, and in a file for the first apply", () => {
    expect(stack.config.terraform.backend).toEqual({
      s3: expect.objectContaining({
        bucket: "shop-tfstate-444455556666-us-east-1",
        key: "bootstrap/terraform.tfstate",
        use_lockfile: true,
      }) as unknown,
    });
    expect(synthesizeBootstrap({ bootstrapState: "local" }).config.terraform.backend).toHaveProperty("local");
  });

  test("can be made deletable", () => {
    const deletable = synthesizeBootstrap({ deletionProtection: false });
    for (const bucket of Object.values(deletable.resources("aws_s3_bucket"))) {
      expect(bucket).toMatchObject({ lifecycle: { prevent_destroy: false } });
    }
  });

  test("R-S1 makes the role by which API Gateway writes logs", () => {
    expect(stack.resource("aws_api_gateway_account")).toHaveProperty("cloudwatch_role_arn");
    expect(stack.resource("aws_iam_role", "account-logging")).toMatchObject({ name: "shop-api-gateway-logs" });
  });

  test("R-S1 every build of the delivery stack that assumes a role is trusted by it, and by no other", () => {
    const builds = synthesizeDelivery();
    const trusted = Object.fromEntries(
      ["deploy", "plan", "publish"].map((kind) => {
        const [trust] = stack.statements(`${kind}-role_trust`) as unknown as Statement[];
        return [`arn:aws:iam::444455556666:role/shop-${kind}`, trust!.condition![0]!.values[0]!];
      }),
    );
    const trust = Object.values(builds.resources("aws_iam_role")).flatMap(({ name }) => {
      const arn = `arn:aws:iam::111122223333:role/${String(name)}`;
      const trusting = Object.entries(trusted).filter(([, pattern]) => matches(pattern, arn));
      return trusting.map(([role]) => [String(name), role]);
    });
    expect(trust).toEqual([
      ["shop-frontend-publish-prod-build", "arn:aws:iam::444455556666:role/shop-publish"],
      ["shop-infrastructure-apply-prod-build", "arn:aws:iam::444455556666:role/shop-deploy"],
      ["shop-infrastructure-plan-build", "arn:aws:iam::444455556666:role/shop-plan"],
    ]);
    const assumable = ["frontend-publish-prod", "infrastructure-apply-prod", "infrastructure-plan"].map(
      (build) =>
        builds.statements(`${build}_role_permissions`).find(({ sid }) => sid === "ActInEnvironments")!["resources"],
    );
    expect(assumable).toEqual(trust.map(([, role]) => [role]));
  });

  test("R-S1 trusts builds of its own account unless it is told of another", () => {
    const own = synthesizeBootstrap({ trustedBuildAccount: undefined });
    expect(own.statements("deploy-role_trust")).toMatchObject([
      {
        principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
        condition: [{ values: ["arn:aws:iam::444455556666:role/shop-infrastructure-apply-*-build"] }],
      },
    ]);
    expect(JSON.stringify(own.statements("deploy-role_permissions"))).toContain(
      "arn:aws:ecr:*:444455556666:repository/shop-*",
    );
  });

  test("R-S1 a deployment works on roles of the project alone, and passes them to known services alone", () => {
    const aboutRoles = statementsOf("deploy").filter(({ effect, actions }) => {
      return effect === "Allow" && actions.some((action) => action.startsWith("iam:"));
    });
    expect(aboutRoles.map(({ sid }) => sid)).toEqual([
      "OperateRoles",
      "AttachPolicies",
      "PassRoles",
      "CreateServiceLinkedRoles",
    ]);
    for (const { sid, resources } of aboutRoles) {
      const where = sid === "CreateServiceLinkedRoles" ? "aws-service-role/*" : "shop-*";
      expect(resources).toEqual([`arn:aws:iam::444455556666:role/${where}`]);
    }
    expect(statement("deploy", "PassRoles").condition).toEqual([
      {
        test: "StringEquals",
        variable: "iam:PassedToService",
        values: [
          "backup.amazonaws.com",
          "lambda.amazonaws.com",
          "monitoring.rds.amazonaws.com",
          "restore-testing.backup.amazonaws.com",
          "scheduler.amazonaws.com",
          "states.amazonaws.com",
          "vpc-flow-logs.amazonaws.com",
        ],
      },
    ]);
  });

  test("R-S1 attaches no policy but those that AWS wrote for services", () => {
    const attaching = statementsOf("deploy").filter(
      ({ effect, actions }) => effect === "Allow" && actions.some((action) => matches(action, "iam:AttachRolePolicy")),
    );
    expect(attaching).toMatchObject([{ sid: "AttachPolicies", condition: [{ variable: "iam:PolicyARN" }] }]);
    const patterns = statementsOf("deploy").filter(
      ({ effect, actions }) => effect === "Allow" && actions.some((action) => /^iam:.*\*/.test(action)),
    );
    expect(patterns).toEqual([]);
  });

  test("R-S1 a deployment cannot change the roles of the pipelines", () => {
    const { effect, actions, resources } = statement("deploy", "LeavePipelineRolesAlone");
    expect(effect).toBe("Deny");
    expect(actions).toEqual(
      expect.arrayContaining(["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:PassRole"]),
    );
    for (const role of [
      "shop-deploy",
      "shop-plan",
      "shop-publish",
      "shop-backend-image-build",
      "shop-backend-pipeline",
    ]) {
      expect(resources.some((pattern) => matches(pattern, `arn:aws:iam::444455556666:role/${role}`))).toBe(true);
    }
  });

  test("R-S1 a deployment cannot take state away", () => {
    expect(statement("deploy", "KeepState")).toMatchObject({
      effect: "Deny",
      actions: expect.arrayContaining(["s3:DeleteBucket*", "s3:DeleteObjectVersion", "s3:PutBucket*"]),
      resources: [
        expect.stringContaining("main-state"),
        expect.stringContaining("main-state"),
        expect.stringContaining("recovery-state"),
        expect.stringContaining("recovery-state"),
      ],
    });
    expect(statement("deploy", "KeepStateKeys")).toMatchObject({
      effect: "Deny",
      actions: ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
    });
  });

  test("R-S1 keys are used through services only", () => {
    const using = ["deploy", "plan"].flatMap((role) =>
      statementsOf(role).filter(({ actions }) => actions.includes("kms:Decrypt")),
    );
    expect(using).toHaveLength(2);
    for (const { condition } of using) {
      expect(condition).toMatchObject([{ test: "StringLike", variable: "kms:ViaService" }]);
    }
  });

  test("R-S1 whatever is allowed on all resources is allowed in the account's regions only", () => {
    const everywhere = ["deploy", "plan", "publish"].flatMap((role) =>
      statementsOf(role).filter(({ resources }) => resources.includes("*")),
    );
    expect(everywhere.map(({ sid }) => sid)).toEqual([
      "OperateServices",
      "OperateNetworks",
      "ListParameters",
      "CreateKeys",
      "ReadServices",
    ]);
    for (const { condition } of everywhere) {
      expect(condition).toEqual([
        { test: "StringEquals", variable: "aws:RequestedRegion", values: ["us-east-1", "us-west-2"] },
      ]);
    }
  });

  test("CloudFront can be deployed from an account in another region", () => {
    const europe = synthesizeBootstrap({ region: "eu-west-1", recoveryRegion: "eu-central-1" });
    expect(JSON.stringify(europe.statements("deploy-role_permissions"))).toContain(
      '["eu-west-1","eu-central-1","us-east-1"]',
    );
  });

  test("R-S1 a plan changes nothing but the lock of a state", () => {
    const reading = /^[a-z0-9-]+:(?:Describe|Get|List|GET|Validate)/;
    const others = statementsOf("plan").filter(({ actions }) => !actions.every((action) => reading.test(action)));
    expect(others.map(({ sid }) => sid)).toEqual(["LockState", "ReadEncrypted"]);
    for (const resource of statement("plan", "LockState").resources) expect(resource).toMatch(/\.tflock$/);
  });

  test("a plan reads the site's configuration, which Terraform compares, and no other object of a site", () => {
    const [pattern] = statement("plan", "ReadSiteConfiguration").resources;
    expect(matches(pattern!, "arn:aws:s3:::shop-prod-site-444455556666-us-east-1/config.json")).toBe(true);
    expect(matches(pattern!, "arn:aws:s3:::shop-prod-site-444455556666-us-east-1/index.html")).toBe(false);
  });

  test("R-S1 publishing reaches sites and nothing else of the project", () => {
    const [pattern] = statement("publish", "PublishSites").resources;
    expect(matches(pattern!, "arn:aws:s3:::shop-prod-site-444455556666-us-east-1/index.html")).toBe(true);
    for (const other of ["shop-tfstate-444455556666-us-east-1", "shop-prod-access-logs-444455556666-us-east-1"]) {
      expect(matches(pattern!, `arn:aws:s3:::${other}`)).toBe(false);
    }
    expect(statement("publish", "FindSites").resources).toEqual([
      "arn:aws:ssm:*:444455556666:parameter/shop/*/site/bucket",
      "arn:aws:ssm:*:444455556666:parameter/shop/*/site/distribution",
    ]);
  });

  test("publishes what people need to know", () => {
    expect(Object.keys(stack.config.output ?? {}).sort()).toEqual([
      "deploy-role-arn",
      "plan-role-arn",
      "publish-role-arn",
      "recovery-state-bucket",
      "state-bucket",
    ]);
  });

  test("has these addresses", () => {
    expect(stack.addresses).toMatchSnapshot();
  });
});

describe("accountsToBootstrap", () => {
  const { trustedBuildAccount: _trusted, ...tooling } = { ...account, account: "111122223333" };

  test("is the tooling's account alone when all environments are in it", () => {
    const environments = [{ account: "111122223333" }, { account: "111122223333" }];
    expect([...accountsToBootstrap(tooling, environments)]).toEqual([["bootstrap", tooling]]);
  });

  test("adds each further account once, which trusts the tooling's builds", () => {
    const environments = [{ account: "444455556666" }, { account: "444455556666" }];
    expect([...accountsToBootstrap(tooling, environments)]).toEqual([
      ["bootstrap", tooling],
      ["bootstrap-444455556666", { ...tooling, account: "444455556666", trustedBuildAccount: "111122223333" }],
    ]);
  });
});
