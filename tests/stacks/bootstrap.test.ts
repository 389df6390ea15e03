import type { TestStack } from "../../testing";
import { BootstrapStack, accountsToBootstrap, deployedResources } from "../../stacks/bootstrap";
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
  environments: ["prod"],
  deployed: {
    types: [
      "aws_backup_restore_testing_plan",
      "aws_cloudfront_distribution",
      "aws_iam_role",
      "aws_lambda_function",
      "aws_route",
      "aws_s3_bucket",
      "aws_vpc",
      "terraform_data",
    ],
    roleServices: ["backup.amazonaws.com", "lambda.amazonaws.com"],
  },
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
    notificationEmails: ["pipelines@example.com"],
    refusedFindings: "HIGH",
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
const statementsOf = (role: string) =>
  stack.statements(`prod-${role}-role_permissions`) as unknown as readonly Statement[];
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
        const [trust] = stack.statements(`prod-${kind}-role_trust`) as unknown as Statement[];
        return [`arn:aws:iam::444455556666:role/shop-${kind}-prod`, trust!.condition![0]!.values[0]!];
      }),
    );
    const trust = Object.values(builds.resources("aws_iam_role")).flatMap(({ name }) => {
      const arn = `arn:aws:iam::111122223333:role/${String(name)}`;
      const trusting = Object.entries(trusted).filter(([, pattern]) => matches(pattern, arn));
      return trusting.map(([role]) => [String(name), role]);
    });
    expect(trust).toEqual([
      ["shop-frontend-publish-prod-build", "arn:aws:iam::444455556666:role/shop-publish-prod"],
      ["shop-infrastructure-apply-prod-build", "arn:aws:iam::444455556666:role/shop-deploy-prod"],
      ["shop-infrastructure-plan-build", "arn:aws:iam::444455556666:role/shop-plan-prod"],
    ]);
    const assumable = ["frontend-publish-prod", "infrastructure-apply-prod", "infrastructure-plan"].map(
      (build) =>
        builds.statements(`${build}_role_permissions`).find(({ sid }) => sid === "ActInEnvironments")!["resources"],
    );
    expect(assumable).toEqual(trust.map(([, role]) => [role]));
  });

  test("R-S1 trusts builds of its own account unless it is told of another", () => {
    const own = synthesizeBootstrap({ trustedBuildAccount: undefined });
    expect(own.statements("prod-deploy-role_trust")).toMatchObject([
      {
        principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
        condition: [{ values: ["arn:aws:iam::444455556666:role/shop-infrastructure-apply-prod-build"] }],
      },
    ]);
    expect(JSON.stringify(own.statements("prod-deploy-role_permissions"))).toContain(
      "arn:aws:ecr:*:444455556666:repository/shop-*",
    );
  });

  test("R-S1 the deploy role works on roles of its environment and passes them to the services of its stacks", () => {
    const aboutRoles = statementsOf("deploy").filter(({ effect, actions }) => {
      return effect === "Allow" && actions.some((action) => action.startsWith("iam:"));
    });
    expect(aboutRoles.map(({ sid, resources }) => [sid, resources])).toEqual([
      ["OperateRoles", ["arn:aws:iam::444455556666:role/shop-prod-*"]],
      ["GrantToBoundedRoles", ["arn:aws:iam::444455556666:role/shop-prod-*"]],
      ["AttachServicePolicies", ["arn:aws:iam::444455556666:role/shop-prod-*"]],
      ["PassRoles", ["arn:aws:iam::444455556666:role/shop-prod-*"]],
      ["CreateServiceLinkedRoles", ["arn:aws:iam::444455556666:role/aws-service-role/*"]],
    ]);
    expect(statement("deploy", "PassRoles").condition).toEqual([
      {
        test: "StringEquals",
        variable: "iam:PassedToService",
        values: ["backup.amazonaws.com", "lambda.amazonaws.com"],
      },
    ]);
  });

  test("R-S1 the deploy role grants permissions to bounded roles only", () => {
    const granting = ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:PutRolePermissionsBoundary"];
    for (const action of granting) {
      const allowing = statementsOf("deploy").filter(
        ({ effect, actions }) => effect === "Allow" && actions.some((pattern) => matches(pattern, action)),
      );
      expect(allowing).toHaveLength(1);
      expect(allowing[0]!.condition).toContainEqual({
        test: "StringEquals",
        variable: "iam:PermissionsBoundary",
        values: ["arn:aws:iam::444455556666:policy/shop-boundary-prod"],
      });
    }
    const [attaching] = statementsOf("deploy").filter(({ sid }) => sid === "AttachServicePolicies");
    expect(attaching!.condition).toContainEqual({
      test: "ArnLike",
      variable: "iam:PolicyARN",
      values: ["arn:aws:iam::aws:policy/service-role/*"],
    });
  });

  test("R-S1 the deploy role cannot change roles of pipelines, nor of an environment with a longer name", () => {
    const twin = synthesizeBootstrap({ environments: ["prod", "prod-dr"] });
    const { effect, actions, resources } = twin
      .statements("prod-deploy-role_permissions")
      .find(({ sid }) => sid === "ProtectPipelineRoles") as unknown as Statement;
    expect(effect).toBe("Deny");
    for (const action of ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:PassRole", "iam:DeleteRole"]) {
      expect(actions.some((pattern) => matches(pattern, action))).toBe(true);
    }
    const names = [
      "deploy-prod",
      "plan-prod",
      "publish-prod",
      "backend-image-build",
      "backend-pipeline",
      "prod-dr-api",
    ];
    for (const name of names) {
      const arn = `arn:aws:iam::444455556666:role/shop-${name}`;
      expect(resources.some((pattern) => matches(pattern, arn))).toBe(true);
    }
    expect(resources.some((pattern) => matches(pattern, "arn:aws:iam::444455556666:role/shop-prod-api"))).toBe(false);
  });

  test("R-S1 the deploy role cannot reach buckets of an environment with a longer name", () => {
    const denied = (environments: string[]) =>
      synthesizeBootstrap({ environments })
        .statements("prod-deploy-role_permissions")
        .find(({ sid }) => sid === "ProtectOtherBuckets");
    expect(denied(["prod", "prod-dr", "dev"])).toMatchObject({
      effect: "Deny",
      actions: ["s3:*"],
      resources: ["arn:aws:s3:::shop-prod-dr-*"],
    });
    expect(denied(["prod", "dev"])).toBeUndefined();
  });

  test("R-S1 the deploy role cannot remove state", () => {
    expect(statement("deploy", "ProtectState")).toMatchObject({
      effect: "Deny",
      actions: expect.arrayContaining(["s3:DeleteBucket*", "s3:DeleteObjectVersion", "s3:PutBucket*"]),
      resources: [
        expect.stringContaining("main-state"),
        expect.stringContaining("main-state"),
        expect.stringContaining("recovery-state"),
        expect.stringContaining("recovery-state"),
      ],
    });
    expect(statement("deploy", "ProtectStateKeys")).toMatchObject({
      effect: "Deny",
      actions: ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
    });
  });

  test("R-S1 roles use keys through services only", () => {
    const using = ["deploy", "plan"].flatMap((role) =>
      statementsOf(role).filter(({ actions }) => actions.includes("kms:Decrypt")),
    );
    expect(using).toHaveLength(4);
    for (const { condition } of using) {
      expect(condition).toContainEqual(expect.objectContaining({ test: "StringLike", variable: "kms:ViaService" }));
    }
  });

  test("R-S1 permissions on all resources are limited to the account's regions", () => {
    const everywhere = ["deploy", "plan", "publish"].flatMap((role) =>
      statementsOf(role).filter(({ effect, resources }) => effect === "Allow" && resources.includes("*")),
    );
    expect(everywhere.map(({ sid }) => sid)).toEqual([
      "OperateServices",
      "MapEventSources",
      "ListFunctions",
      "ListParameters",
      "CreateKeys",
      "ListAliases",
      "ReadServices",
    ]);
    for (const { condition } of everywhere) {
      expect(condition).toContainEqual({
        test: "StringEquals",
        variable: "aws:RequestedRegion",
        values: ["us-east-1", "us-west-2"],
      });
    }
  });

  test("R-S1 the deploy role stays away from resources with another environment's tag", () => {
    const { effect, actions, condition } = statement("deploy", "StayInEnvironment");
    expect([effect, condition]).toEqual([
      "Deny",
      [
        { test: "StringNotEquals", variable: "aws:ResourceTag/Environment", values: ["prod"] },
        { test: "Null", variable: "aws:ResourceTag/Environment", values: ["false"] },
      ],
    ]);
    expect(actions).toEqual(expect.arrayContaining([...statement("deploy", "OperateServices").actions]));
    expect(actions).toContain("lambda:*");
  });

  test("CloudFront can be deployed from an account in another region", () => {
    const europe = synthesizeBootstrap({ region: "eu-west-1", recoveryRegion: "eu-central-1" });
    expect(JSON.stringify(europe.statements("prod-deploy-role_permissions"))).toContain(
      '["eu-west-1","eu-central-1","us-east-1"]',
    );
  });

  test("R-S1 the plan role changes nothing but the lock of the state", () => {
    const reading = /^[a-z0-9-]+:(?:Describe|Get|List|GET|Validate)/;
    const others = statementsOf("plan").filter(({ actions }) => !actions.every((action) => reading.test(action)));
    expect(others.map(({ sid }) => sid)).toEqual(["LockState", "DecryptSecrets", "DecryptState"]);
    for (const resource of statement("plan", "LockState").resources) expect(resource).toMatch(/\.tflock$/);
  });

  test("a plan reads the site's configuration, which Terraform compares, and no other object of a site", () => {
    const [pattern] = statement("plan", "ReadSiteConfiguration").resources;
    expect(matches(pattern!, "arn:aws:s3:::shop-prod-site-444455556666-us-east-1/config.json")).toBe(true);
    expect(matches(pattern!, "arn:aws:s3:::shop-prod-site-444455556666-us-east-1/index.html")).toBe(false);
  });

  test("R-S1 publishing reaches sites and nothing else of the project", () => {
    const [pattern] = statement("publish", "PublishSite").resources;
    expect(matches(pattern!, "arn:aws:s3:::shop-prod-site-444455556666-us-east-1/index.html")).toBe(true);
    for (const other of [
      "shop-tfstate-444455556666-us-east-1",
      "shop-prod-access-logs-444455556666-us-east-1",
      "shop-dev-site-444455556666-us-east-1",
    ]) {
      expect(matches(pattern!, `arn:aws:s3:::${other}`)).toBe(false);
    }
    expect(statement("publish", "ReadSiteLocation").resources).toEqual([
      "arn:aws:ssm:*:444455556666:parameter/shop/prod/site/bucket",
      "arn:aws:ssm:*:444455556666:parameter/shop/prod/site/distribution",
    ]);
  });

  test("publishes what people need to know", () => {
    expect(Object.keys(stack.config.output ?? {}).sort()).toEqual([
      "prod-deploy-role-arn",
      "prod-permissions-boundary-arn",
      "prod-plan-role-arn",
      "prod-publish-role-arn",
      "recovery-state-bucket",
      "state-bucket",
    ]);
  });

  test("has these addresses", () => {
    expect(stack.addresses).toMatchSnapshot();
  });
});

describe("permissions by resource type", () => {
  const deployed = { types: ["aws_sqs_queue"], roleServices: [] };

  test("follow from the resource types of the stacks", () => {
    const { actions } = synthesizeBootstrap({ deployed })
      .statements("prod-deploy-role_permissions")
      .find(({ sid }) => sid === "OperateServices") as unknown as Statement;
    expect(actions).toEqual(["sqs:*"]);
  });

  test("stop synthesis for a type whose permissions are unknown", () => {
    expect(() => synthesizeBootstrap({ deployed: { ...deployed, types: ["aws_glue_job", "aws_routes"] } })).toThrow(
      /resource type: got "aws_glue_job"; allowed: a type with a row in .*service-permissions[^]*got "aws_routes"/,
    );
  });

  test("are read from constructs: types of resources and principals of service roles", () => {
    synthesizeOnly((app) => {
      const stack = new BootstrapStack(app, "bootstrap", account);
      const found = deployedResources([stack]);
      expect(found.types).toEqual(expect.arrayContaining(["aws_iam_policy", "aws_kms_key", "aws_s3_bucket"]));
      expect(found.types).not.toContain("aws_iam_policy_document");
      expect(found.roleServices).toEqual(["apigateway.amazonaws.com"]);
      return stack;
    });
  });
});

describe("accountsToBootstrap", () => {
  const { trustedBuildAccount: _trusted, environments: _names, deployed: _deployed, ...rest } = account;
  const tooling = { ...rest, account: "111122223333" };
  const deployedIn = (names: readonly string[]) => ({ types: names.map((name) => `aws_${name}`), roleServices: [] });

  test("is the tooling account alone when all environments are in it", () => {
    const environments = [
      { name: "dev", account: "111122223333" },
      { name: "prod", account: "111122223333" },
    ];
    expect([...accountsToBootstrap(tooling, environments, deployedIn)]).toEqual([
      ["bootstrap", { ...tooling, environments: ["dev", "prod"], deployed: deployedIn(["dev", "prod"]) }],
    ]);
  });

  test("adds each further account once, with its environments and trust in the tooling account's builds", () => {
    const environments = [
      { name: "staging", account: "444455556666" },
      { name: "prod", account: "444455556666" },
    ];
    const further = { account: "444455556666", trustedBuildAccount: "111122223333" };
    expect([...accountsToBootstrap(tooling, environments, deployedIn)]).toEqual([
      ["bootstrap", { ...tooling, environments: [], deployed: deployedIn([]) }],
      [
        "bootstrap-444455556666",
        { ...tooling, ...further, environments: ["staging", "prod"], deployed: deployedIn(["staging", "prod"]) },
      ],
    ]);
  });
});
