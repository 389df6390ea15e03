import { App, TerraformOutput, TerraformStack, Token } from "cdktf";
import {
  FUNCTION_DEFAULTS,
  ContainerFunction,
  type ContainerFunctionProps,
} from "../../../../modules/compute/functions";
import { InputError, SecurityGroup, type AwsStack, type PolicyStatement } from "../../../../modules/core/index";
import { synthesizeStack } from "../../../../testing/index";
import { testRole } from "../../../support/synth";

const digest = "sha256:7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730";
const repository = "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop";
const props: ContainerFunctionProps = {
  name: "shop-dev-api",
  image: `${repository}@${digest}`,
  command: ["handlers/api.handler"],
  placement: { vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-b"], availabilityZones: ["us-east-1a", "us-east-1b"] },
  logKey: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/test", region: "us-east-1", grantUse: () => {} },
};

const createFunction = (stack: AwsStack<"us-east-1">, differences: Partial<ContainerFunctionProps> = {}) =>
  new ContainerFunction(stack, "function", { ...props, ...differences });

const synthesizeFunction = (differences: Partial<ContainerFunctionProps> = {}) =>
  synthesizeStack((stack) => createFunction(stack, differences));

const withDefaults = {
  memory_size: 512,
  timeout: 30,
  architectures: ["arm64"],
};

describe("ContainerFunction", () => {
  test("R-C2 the function runs the image by digest in private subnets for at most 30 seconds, with tracing", () => {
    expect(synthesizeFunction().resource("aws_lambda_function")).toMatchObject({
      function_name: "shop-dev-api",
      package_type: "Image",
      image_uri: `${repository}@${digest}`,
      image_config: { command: ["handlers/api.handler"] },
      vpc_config: { subnet_ids: ["subnet-a", "subnet-b"] },
      tracing_config: { mode: "Active" },
      publish: true,
      ...withDefaults,
    });
  });

  test("an AWS managed key encrypts the environment variables unless another key is set", () => {
    const environment = { STAGE: "dev" };
    const key = { ...props.logKey, keyArn: "arn:aws:kms:us-east-1:111122223333:key/variables" };
    expect(synthesizeFunction({ environment }).resource("aws_lambda_function")).not.toHaveProperty("kms_key_arn");
    const encrypted = synthesizeStack((stack) => createFunction(stack, { environment }).encryptEnvironment(key));
    expect(encrypted.resource("aws_lambda_function")).toMatchObject({
      kms_key_arn: "arn:aws:kms:us-east-1:111122223333:key/variables",
    });
  });

  test("the defaults have these values", () => {
    expect(FUNCTION_DEFAULTS).toEqual({
      architecture: "arm64",
      environment: {},
      memoryMb: 512,
      timeoutSeconds: 30,
      concurrency: {},
      logRetentionDays: 90,
    });
  });

  test("a setting that is undefined has its default", () => {
    const stack = synthesizeFunction({
      architecture: undefined,
      environment: undefined,
      memoryMb: undefined,
      timeoutSeconds: undefined,
      concurrency: undefined,
      logRetentionDays: undefined,
    });
    expect(stack.resource("aws_lambda_function")).toMatchObject(withDefaults);
    expect(stack.resource("aws_lambda_function")).not.toHaveProperty("environment");
    expect(stack.resource("aws_lambda_function")).toMatchObject({ reserved_concurrent_executions: -1 });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 90 });
    expect(stack.resources("aws_lambda_provisioned_concurrency_config")).toEqual({});
  });

  test("image tag, architecture, memory, timeout, variables and reserved concurrency are settings", () => {
    const stack = synthesizeFunction({
      image: `${repository}:1.4.2`,
      architecture: "x86_64",
      memoryMb: 2048,
      timeoutSeconds: 900,
      environment: { PARAMETER_PATH: "/shop/dev" },
      concurrency: { reserved: 50 },
    });
    expect(stack.resource("aws_lambda_function")).toMatchObject({
      image_uri: `${repository}:1.4.2`,
      architectures: ["x86_64"],
      memory_size: 2048,
      timeout: 900,
      environment: { variables: { PARAMETER_PATH: "/shop/dev" } },
      reserved_concurrent_executions: 50,
    });
  });

  test("R-C2 the function logs JSON to its encrypted log group, which exists before it", () => {
    const stack = synthesizeFunction({ logRetentionDays: 365 });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/lambda/shop-dev-api",
      retention_in_days: 365,
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/test",
    });
    expect(stack.resource("aws_lambda_function")).toMatchObject({
      logging_config: {
        log_format: "JSON",
        log_group: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.function_log-group_\w+\.name\}$/),
      },
    });
  });

  test("R-S1 the role trusts Lambda only and allows logs and traces only", () => {
    const stack = synthesizeFunction();
    expect(stack.resource("aws_iam_role")).toMatchObject({ name: "shop-dev-api" });
    expect(stack.statements("role_trust")).toEqual([
      expect.objectContaining({ principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }] }),
    ]);
    expect(stack.statements("role_permissions")).toEqual([
      {
        sid: "WriteLogs",
        effect: "Allow",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.function_log-group_\w+\.arn\}:\*$/)],
      },
      expect.objectContaining({ sid: "WriteTraces", actions: expect.arrayContaining(["xray:PutTraceSegments"]) }),
    ]);
    expect(stack.resources("aws_iam_role_policy_attachment")).toEqual({});
  });

  test("R-S1 Lambda may attach the function to the VPC, the function's code may not use that permission", () => {
    const stack = synthesizeFunction();
    const [allowed, denied] = stack.statements("network-permissions");
    expect(allowed).toMatchObject({ effect: "Allow", actions: expect.arrayContaining(["ec2:CreateNetworkInterface"]) });
    expect(denied).toMatchObject({
      effect: "Deny",
      actions: allowed!["actions"],
      condition: [
        {
          test: "ArnEquals",
          variable: "lambda:SourceFunctionArn",
          values: ["arn:aws:lambda:us-east-1:111122223333:function:shop-dev-api"],
        },
      ],
    });
  });

  test("the function depends on its network policy and not on the policy of grants", () => {
    expect(synthesizeFunction().resource("aws_lambda_function")["depends_on"]).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\.function_network-policy_/),
    ]);
  });

  test("R-N3 the security group allows HTTPS egress and no ingress", () => {
    const stack = synthesizeFunction();
    expect(stack.resource("aws_security_group")).toMatchObject({ name: "shop-dev-api", vpc_id: "vpc-1" });
    expect(stack.resources("aws_vpc_security_group_ingress_rule")).toEqual({});
    expect(stack.resource("aws_vpc_security_group_egress_rule")).toMatchObject({
      from_port: 443,
      to_port: 443,
      cidr_ipv4: "0.0.0.0/0",
    });
    expect(stack.resource("aws_lambda_function")).toMatchObject({
      vpc_config: { security_group_ids: [expect.stringContaining("aws_security_group.function_security-group")] },
      replace_security_groups_on_destroy: true,
    });
  });

  test("the peer name is the construct id, the same in every environment", () => {
    const stack = synthesizeStack((scope) => {
      const store = { name: "store", description: "Store", vpcId: "vpc-1", peerName: "store" };
      new SecurityGroup(scope, "store", store).allowTcpFrom(createFunction(scope), 5432);
    });
    expect(stack.resource("aws_vpc_security_group_egress_rule", "out-of-function-5432")).toMatchObject({
      security_group_id: expect.stringContaining("function_security-group"),
    });
  });

  test("a role that is created again replaces the function, whose grants belong to the identity of the role", () => {
    expect(synthesizeFunction().resource("aws_lambda_function")).toMatchObject({
      lifecycle: { replace_triggered_by: [expect.stringMatching(/^aws_iam_role\.function_role_\w+\.unique_id$/)] },
    });
  });

  test("the alias selects the published version", () => {
    expect(synthesizeFunction().resource("aws_lambda_alias")).toMatchObject({
      name: "live",
      function_version: expect.stringMatching(/^\$\{aws_lambda_function\.function_\w+\.version\}$/),
    });
  });

  test("R-C3 provisioned concurrency of the alias depends on the role's grants", () => {
    const stack = synthesizeFunction({ concurrency: { provisioned: 5, reserved: 5 } });
    expect(stack.resource("aws_lambda_provisioned_concurrency_config")).toMatchObject({
      provisioned_concurrent_executions: 5,
      qualifier: expect.stringMatching(/^\$\{aws_lambda_alias\.function_alias_\w+\.name\}$/),
      depends_on: expect.arrayContaining([expect.stringMatching(/^aws_iam_role_policy\.function_role_policy_/)]),
    });
  });

  test("R-C3 provisioned concurrency depends on the egress rules of the function", () => {
    const stack = synthesizeFunction({ concurrency: { provisioned: 5 } });
    expect(stack.resource("aws_lambda_provisioned_concurrency_config")["depends_on"]).toContainEqual(
      expect.stringMatching(/^aws_vpc_security_group_egress_rule\.function_security-group_https-to-anywhere_/),
    );
  });

  test("R-C3 provisioned concurrency depends on the constructs of warmAfter, including later connections", () => {
    const stack = synthesizeStack((scope) => {
      const group = (name: string) =>
        new SecurityGroup(scope, name, { name, description: "Store", vpcId: "vpc-1", peerName: name });
      const fn = createFunction(scope, { concurrency: { provisioned: 5 } });
      const store = group("store");
      fn.warmAfter(store);
      fn.warmAfter(group("cache"));
      store.allowTcpFrom(fn, 5432);
    });
    const { depends_on: waitsFor } = stack.resource("aws_lambda_provisioned_concurrency_config");
    expect(waitsFor).toContainEqual(expect.stringMatching(/^aws_vpc_security_group_ingress_rule\.store_/));
    expect(waitsFor).toContainEqual(expect.stringMatching(/^aws_security_group\.cache_/));
    expect(stack.resource("aws_lambda_alias")).not.toHaveProperty("depends_on");
  });

  test("R-C3 a provisioned concurrency of 0 creates no resource", () => {
    const stack = synthesizeStack((scope) =>
      createFunction(scope, { concurrency: { provisioned: 0 } }).warmAfter(testRole(scope)),
    );
    expect(stack.resources("aws_lambda_provisioned_concurrency_config")).toEqual({});
  });

  test("grants become statements of the role", () => {
    const stack = synthesizeStack((scope) =>
      createFunction(scope).addStatement({
        sid: "ReadQueue",
        actions: ["sqs:ReceiveMessage"],
        resources: ["arn:aws:sqs:us-east-1:111122223333:orders"],
      }),
    );
    expect(stack.statements("role_permissions").map(({ sid }) => sid)).toEqual([
      "WriteLogs",
      "WriteTraces",
      "ReadQueue",
    ]);
  });

  test("grantInvoke allows invocation of the alias only", () => {
    const granted: PolicyStatement[] = [];
    synthesizeStack((scope) => {
      const fn = createFunction(scope);
      fn.grantInvoke({ addStatement: (statement) => granted.push(statement) });
      expect(granted).toEqual([
        { sid: "InvokeFunction", actions: ["lambda:InvokeFunction"], resources: [fn.aliasArn] },
      ]);
    });
  });

  test("the signals are errors and throttles", () => {
    synthesizeStack((scope) => {
      const { signals } = createFunction(scope);
      expect(signals).toEqual([
        expect.objectContaining({ id: "function-errors", metricName: "Errors", statistic: "Sum", threshold: 5 }),
        expect.objectContaining({ id: "function-throttles", metricName: "Throttles", statistic: "Sum", threshold: 1 }),
      ]);
      expect(signals[0]).toMatchObject({
        namespace: "AWS/Lambda",
        dimensions: { FunctionName: "shop-dev-api" },
        comparison: "at-or-above",
        periodSeconds: 300,
        evaluationPeriods: 1,
        missingData: "notBreaching",
      });
    });
  });

  test("the graphs show invocations, duration and concurrency", () => {
    synthesizeStack((scope) =>
      expect(
        createFunction(scope).graphs.map(({ metrics }) =>
          metrics.map(({ metricName, statistic }) => `${metricName} ${statistic}`),
        ),
      ).toEqual([
        ["Invocations Sum", "Errors Sum", "Throttles Sum"],
        ["Duration p50", "Duration p95", "Duration p99"],
        ["ConcurrentExecutions Maximum"],
      ]),
    );
  });

  test("the fields identify the function, its alias and its role", () => {
    const { config } = synthesizeStack((scope) => {
      const fn = createFunction(scope, { timeoutSeconds: 20 });
      expect(fn).toMatchObject({ aliasName: "live", timeoutSeconds: 20, peerName: "function" });
      const { functionName, functionArn, aliasArn, invokeArn, roleArn } = fn;
      new TerraformOutput(scope, "fields", { value: [functionName, functionArn, aliasArn, invokeArn, roleArn] });
    });
    expect(config.output?.["fields"]?.["value"]).toEqual([
      expect.stringMatching(/^\$\{aws_lambda_function\.\S+\.function_name\}$/),
      expect.stringMatching(/^\$\{aws_lambda_function\.\S+\.arn\}$/),
      expect.stringMatching(/^\$\{aws_lambda_alias\.\S+\.arn\}$/),
      expect.stringMatching(/^\$\{aws_lambda_alias\.\S+\.invoke_arn\}$/),
      expect.stringMatching(/^\$\{aws_iam_role\.\S+\.arn\}$/),
    ]);
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeFunction({
        name: "shop.api",
        image: "public.ecr.aws/docker/library/node:22",
        command: [],
        memoryMb: 64,
        timeoutSeconds: 901,
        logKey: { ...props.logKey, region: "us-west-2" },
        logRetentionDays: 91 as 90,
        placement: { ...props.placement!, subnetIds: ["subnet-a"] },
        environment: { AWS_REGION: "us-east-1", _HANDLER: "h", LAMBDA_TASK_ROOT: "/", BIG: "x".repeat(4096) },
        concurrency: { provisioned: 9, reserved: 5 },
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^13 invalid settings/);
    expect(invalid).toThrow(/test\/function: logKey\.region: got "us-west-2"; allowed: us-east-1;/);
    expect(invalid).toThrow(/image: got "public\.ecr\.aws.*private ECR repository in us-east-1/);
    expect(invalid).toThrow(/command: got \[\]; allowed: at least one string/);
    expect(invalid).toThrow(/memoryMb: got 64; allowed: a whole number from 128 to 10240/);
    expect(invalid).toThrow(/timeoutSeconds: got 901; allowed: a whole number from 1 to 900/);
    expect(invalid).toThrow(/placement\.subnetIds: got \["subnet-a"\]; allowed: 2 to 16 subnets/);
    expect(invalid).toThrow(/name: got "shop\.api"; allowed: a function name of at most 64/);
    expect(invalid).toThrow(/logRetentionDays: got 91/);
    expect(invalid).toThrow(/environment: got "AWS_REGION"; allowed: names of two or more/);
    expect(invalid).toThrow(/environment: got "_HANDLER"/);
    expect(invalid).toThrow(/environment: got "LAMBDA_TASK_ROOT"/);
    expect(invalid).toThrow(/environment: got "\d+ bytes"; allowed: at most 4096 bytes/);
    expect(invalid).toThrow(/concurrency\.provisioned: got 9; allowed: a whole number from 0 to 5/);
  });

  test.each([
    ["a tag that moves", `${repository}:latest`],
    ["neither digest nor tag", repository],
    ["another region's repository", `111122223333.dkr.ecr.us-west-2.amazonaws.com/shop@${digest}`],
    ["a digest that was cut", `${repository}@sha256:7d865e95`],
  ])("the image is refused by %s", (_title, image) => {
    expect(() => synthesizeFunction({ image })).toThrow(/image: got/);
  });

  test("the image comes from any region in a plain stack, whose region is unknown until plan", () => {
    const stack = new TerraformStack(new App(), "plain");
    const create = (id: string, image: string) => () => new ContainerFunction(stack, id, { ...props, image });
    expect(create("digest", `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@${digest}`)).not.toThrow();
    expect(create("hub", "docker.io/library/shop:1.4.2")).toThrow(
      /image: got .*; allowed: .* of a private ECR repository in the function's region, the tag not latest/,
    );
  });

  test("provisioned concurrency is not compared with a reserved concurrency that is unknown until plan", () => {
    const reserved = Token.asNumber("${var.reserved}");
    expect(() => synthesizeFunction({ concurrency: { reserved, provisioned: 9 } })).not.toThrow();
  });

  test("the name of a variable is checked when its value is unknown until plan", () => {
    const create = (key: string) =>
      synthesizeStack((scope) => createFunction(scope, { environment: { [key]: testRole(scope).roleArn } }));
    expect(create("CALLER").resource("aws_lambda_function")).toMatchObject({
      environment: { variables: { CALLER: expect.stringContaining("aws_iam_role.role") } },
    });
    expect(() => create("AWS_CALLER")).toThrow(/environment: got "AWS_CALLER"/);
  });

  test("the addresses are these", () => {
    expect(synthesizeFunction({ concurrency: { provisioned: 1 } }).addresses).toMatchInlineSnapshot(`
     [
       "aws_cloudwatch_log_group.function_log-group_80261432",
       "aws_iam_role.function_role_826663E5",
       "aws_iam_role_policy.function_network-policy_652C40F4",
       "aws_iam_role_policy.function_role_policy_640D50FB",
       "aws_lambda_alias.function_alias_EDD52E86",
       "aws_lambda_function.function_679B3B5A",
       "aws_lambda_provisioned_concurrency_config.function_provisioned-concurrency_8E2F99B7",
       "aws_security_group.function_security-group_E40D69AD",
       "aws_vpc_security_group_egress_rule.function_security-group_https-to-anywhere_2CF9CDF2",
       "data.aws_iam_policy_document.function_network-permissions_document_ED26F0A2",
       "data.aws_iam_policy_document.function_role_permissions_document_86C3BEB9",
       "data.aws_iam_policy_document.function_role_trust_document_B732DD0C",
     ]
    `);
  });
});
