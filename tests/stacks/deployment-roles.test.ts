import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { rehearse } from "../../testing";
import type { AppliedStack } from "../../tools/rehearsal";
import { synthesizedStack } from "../support/synthesized";
import { describeWith } from "../support/with-tool";

const MINUTES = 60_000;
const ACCOUNT = "123456789012";
const REGION = "us-east-1";
const arn = (service: string, resource: string, region = REGION) =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/groundplan-${name}`;
const boundary = (environment: string) => `arn:aws:iam::${ACCOUNT}:policy/groundplan-boundary-${environment}`;
const state = (object: string) => `arn:aws:s3:::groundplan-tfstate-${ACCOUNT}-${REGION}/${object}`;

interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

const call = (action: string, resource: string, context: Call["context"] = {}): Call => ({ action, resource, context });
const tagged = (environment: string) => ({ "aws:ResourceTag/Environment": environment });
const bounded = (environment: string) => ({ "iam:PermissionsBoundary": boundary(environment) });
const SERVICE_POLICY = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup";
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const throughS3 = { "kms:ViaService": `s3.${REGION}.amazonaws.com` };
const passedTo = (service: string) => ({ "iam:PassedToService": service });

const ALLOWED: readonly Call[] = [
  call("iam:CreateRole", role("dev-api"), bounded("dev")),
  call("iam:PutRolePolicy", role("dev-api"), bounded("dev")),
  call("iam:AttachRolePolicy", role("dev-backups"), { ...bounded("dev"), "iam:PolicyARN": SERVICE_POLICY }),
  call("iam:PassRole", role("dev-api"), passedTo("lambda.amazonaws.com")),
  call("s3:PutObject", state("dev/terraform.tfstate")),
  call("s3:PutObject", state("dev-recovery/terraform.tfstate")),
  call("s3:DeleteObject", state("dev/terraform.tfstate.tflock")),
  call("lambda:UpdateFunctionCode", arn("lambda", "function:groundplan-dev-api"), tagged("dev")),
  call("rds:DeleteDBCluster", arn("rds", "cluster:groundplan-dev-database"), tagged("dev")),
  call("backup:DeleteRecoveryPoint", arn("backup", "recovery-point:1"), tagged("dev")),
  call("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:groundplan-dev/origin-AbCdEf")),
  call("ssm:PutParameter", arn("ssm", "parameter/groundplan/dev/site/bucket")),
  call("kms:CreateKey", "*", { "aws:RequestTag/Environment": "dev" }),
  call("kms:Decrypt", arn("kms", "key/1"), { ...tagged("dev"), ...throughS3 }),
  call("ec2:CreateVpc", arn("ec2", "vpc/vpc-1")),
  call("lambda:CreateFunction", arn("lambda", "function:groundplan-dev-api")),
  call("lambda:InvokeFunction", arn("lambda", "function:groundplan-dev-migrate:live")),
  call("lambda:CreateEventSourceMapping", "*", {
    "lambda:FunctionArn": arn("lambda", "function:groundplan-dev-worker"),
  }),
  call("lambda:TagResource", arn("lambda", "event-source-mapping:1")),
  call("states:UpdateStateMachine", arn("states", "stateMachine:groundplan-dev-payment-workflow"), tagged("dev")),
  call("states:ValidateStateMachineDefinition", "*"),
];

const FOREIGN_FUNCTION = arn("lambda", "function:organization-administrator");
const FOREIGN_MACHINE = arn("states", "stateMachine:organization-administrator");

const DENIED: readonly (Call & { readonly target: string })[] = [
  { target: "a role without the boundary", ...call("iam:CreateRole", role("dev-api")) },
  { target: "a role with another boundary", ...call("iam:CreateRole", role("dev-api"), bounded("prod")) },
  { target: "permissions for an unbounded role", ...call("iam:PutRolePolicy", role("dev-api")) },
  {
    target: "administrator access",
    ...call("iam:AttachRolePolicy", role("dev-api"), { ...bounded("dev"), "iam:PolicyARN": ADMINISTRATOR }),
  },
  {
    target: "a role without its boundary",
    ...call("iam:DeleteRolePermissionsBoundary", role("dev-api"), bounded("dev")),
  },
  { target: "another version of the boundary", ...call("iam:CreatePolicyVersion", boundary("dev")) },
  { target: "its own permissions", ...call("iam:PutRolePolicy", role("deploy-dev"), bounded("dev")) },
  { target: "its own trust", ...call("iam:UpdateAssumeRolePolicy", role("deploy-dev")) },
  {
    target: "a build's permissions",
    ...call("iam:PutRolePolicy", role("infrastructure-apply-prod-build"), bounded("dev")),
  },
  { target: "another environment's role", ...call("iam:PutRolePolicy", role("prod-api"), bounded("dev")) },
  {
    target: "passing another environment's role",
    ...call("iam:PassRole", role("prod-api"), passedTo("lambda.amazonaws.com")),
  },
  { target: "passing a role to EC2", ...call("iam:PassRole", role("dev-api"), passedTo("ec2.amazonaws.com")) },
  { target: "assuming production's deploy role", ...call("sts:AssumeRole", role("deploy-prod")) },
  { target: "a user", ...call("iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/dev`) },
  { target: "the code of a function of others", ...call("lambda:UpdateFunctionCode", FOREIGN_FUNCTION) },
  { target: "the settings of a function of others", ...call("lambda:UpdateFunctionConfiguration", FOREIGN_FUNCTION) },
  { target: "invoking a function of others", ...call("lambda:InvokeFunction", FOREIGN_FUNCTION) },
  { target: "access to a function of others", ...call("lambda:AddPermission", FOREIGN_FUNCTION) },
  {
    target: "messages to a function of others",
    ...call("lambda:CreateEventSourceMapping", "*", { "lambda:FunctionArn": FOREIGN_FUNCTION }),
  },
  { target: "a state machine of others", ...call("states:UpdateStateMachine", FOREIGN_MACHINE) },
  { target: "executions of others", ...call("states:StartExecution", FOREIGN_MACHINE) },
  {
    target: "a service that its stacks do not use",
    ...call("codebuild:StartBuild", arn("codebuild", "project/admin")),
  },
  { target: "a command on an instance", ...call("ssm:SendCommand", arn("ec2", "instance/i-1")) },
  { target: "an instance", ...call("ec2:RunInstances", arn("ec2", "instance/i-1")) },
  { target: "a stack of CloudFormation", ...call("cloudformation:CreateStack", arn("cloudformation", "stack/a/1")) },
  { target: "an access key", ...call("iam:CreateAccessKey", `arn:aws:iam::${ACCOUNT}:user/ada`) },
  {
    target: "an identity provider",
    ...call("iam:CreateOpenIDConnectProvider", `arn:aws:iam::${ACCOUNT}:oidc-provider/a`),
  },
  { target: "a managed policy", ...call("iam:CreatePolicy", `arn:aws:iam::${ACCOUNT}:policy/groundplan-dev-a`) },
  {
    target: "an instance profile",
    ...call("iam:AddRoleToInstanceProfile", `arn:aws:iam::${ACCOUNT}:instance-profile/a`),
  },
  { target: "production's state", ...call("s3:GetObject", state("prod/terraform.tfstate")) },
  { target: "writing production's state", ...call("s3:PutObject", state("prod/terraform.tfstate")) },
  { target: "bootstrap's state", ...call("s3:PutObject", state("bootstrap/terraform.tfstate")) },
  { target: "an earlier version of its state", ...call("s3:DeleteObjectVersion", state("dev/terraform.tfstate")) },
  { target: "artifacts", ...call("s3:GetObject", `arn:aws:s3:::groundplan-artifacts-${ACCOUNT}-${REGION}/plan.zip`) },
  {
    target: "production's site",
    ...call("s3:PutObject", `arn:aws:s3:::groundplan-prod-site-${ACCOUNT}-${REGION}/index.html`),
  },
  {
    target: "production's function",
    ...call("lambda:UpdateFunctionCode", arn("lambda", "function:groundplan-prod-api"), tagged("prod")),
  },
  {
    target: "production's database",
    ...call("rds:DeleteDBCluster", arn("rds", "cluster:groundplan-prod-database"), tagged("prod")),
  },
  {
    target: "production's recovery points",
    ...call("backup:DeleteRecoveryPoint", arn("backup", "recovery-point:1"), tagged("prod")),
  },
  {
    target: "production's secret",
    ...call("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:groundplan-prod/origin-AbCdEf")),
  },
  {
    target: "production's parameter",
    ...call("ssm:GetParameter", arn("ssm", "parameter/groundplan/prod/site/bucket")),
  },
  { target: "production's key", ...call("kms:Decrypt", arn("kms", "key/1"), { ...tagged("prod"), ...throughS3 }) },
  { target: "production's key policy", ...call("kms:PutKeyPolicy", arn("kms", "key/1"), tagged("prod")) },
  {
    target: "adopting production's key",
    ...call("kms:TagResource", arn("kms", "key/1"), { ...tagged("prod"), "aws:RequestTag/Environment": "dev" }),
  },
  { target: "a key without the environment's tag", ...call("kms:CreateKey", "*") },
  {
    target: "another region",
    ...call("ec2:CreateVpc", arn("ec2", "vpc/vpc-1", "eu-west-1"), { "aws:RequestedRegion": "eu-west-1" }),
  },
];

type Policies = Pick<Simulation, "identityPolicies" | "permissionBoundaryPolicies">;
type Document = Readonly<Record<string, unknown>> & {
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
};

const DELEGATED_TO_IAM: Document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" }],
};

async function decisionOn(
  { action, resource, context }: Call,
  principal: string,
  policies: Policies,
  resourcePolicy: Document | undefined = action.startsWith("kms:") ? DELEGATED_TO_IAM : undefined,
): Promise<string> {
  const simulation: Simulation = {
    request: {
      principal,
      action,
      resource: { resource, accountId: ACCOUNT },
      contextVariables: { "aws:RequestedRegion": REGION, "aws:ResourceAccount": ACCOUNT, ...context },
    },
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy,
    ...policies,
  };
  const outcome = await runSimulation(simulation, {});
  return outcome.resultType === "error" ? `error: ${JSON.stringify(outcome.errors)}` : outcome.overallResult;
}

/** A rendered document of the applied stack, by the construct ids of its resource. */
function documentOf(stack: AppliedStack, type: string, ids: string, argument = "policy"): Document {
  const [block] = Object.entries(stack.resources(type)).flatMap(([name, one]) => (name.includes(ids) ? [one] : []));
  return JSON.parse((block as unknown as Record<string, string>)[argument]!) as Document;
}

const named = (policy: object) => [{ name: "policy", policy }];
const DENIED_RESULT = /^(?:Implicitly|Explicitly)Denied$/;

describeWith("terraform", "rendered permissions of deployments")("rendered permissions of deployments", () => {
  let bootstrap: AppliedStack;
  beforeAll(async () => {
    [bootstrap] = await rehearse(synthesizedStack("bootstrap"));
  }, 5 * MINUTES);

  const rolePolicy = (ids: string): Document => documentOf(bootstrap, "aws_iam_role_policy", ids);
  const ofRole = (ids: string): Policies => ({ identityPolicies: named(rolePolicy(ids)) });

  describe("the deploy role of dev", () => {
    test.each(ALLOWED)("may $action on $resource", async (allowed) => {
      expect(await decisionOn(allowed, role("deploy-dev"), ofRole("dev-deploy-role"))).toBe("Allowed");
    });

    test.each(DENIED)("cannot reach $target", async (denied) => {
      expect(await decisionOn(denied, role("deploy-dev"), ofRole("dev-deploy-role"))).toMatch(DENIED_RESULT);
    });

    test("could create an administrator without the condition on the boundary", async () => {
      const { Statement, ...document } = rolePolicy("dev-deploy-role");
      const unbounded = Statement.map(({ Condition, ...one }) =>
        one["Sid"] === "GrantToBoundedRoles" || Condition === undefined ? one : { ...one, Condition },
      );
      const policies = { identityPolicies: named({ ...document, Statement: unbounded }) };
      expect(await decisionOn(call("iam:PutRolePolicy", role("dev-api")), role("deploy-dev"), policies)).toBe(
        "Allowed",
      );
    });
  });

  describe("a role of dev with administrator permissions inside the boundary", () => {
    const administrator = named({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
    const bounded = (): Policies => ({
      identityPolicies: administrator,
      permissionBoundaryPolicies: named(documentOf(bootstrap, "aws_iam_policy", "dev-boundary")),
    });

    test.each([
      call("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:groundplan-dev/origin-AbCdEf")),
      call("sqs:SendMessage", arn("sqs", "groundplan-dev-orders"), tagged("dev")),
      call("lambda:InvokeFunction", arn("lambda", "function:groundplan-dev-payment:live")),
      call("states:StartExecution", arn("states", "stateMachine:groundplan-dev-payment-workflow"), tagged("dev")),
      call("kms:Decrypt", arn("kms", "key/1"), tagged("dev")),
      call("logs:PutLogEvents", arn("logs", "log-group:/aws/lambda/groundplan-dev-api:log-stream:1")),
    ])("may $action on $resource", async (allowed) => {
      expect(await decisionOn(allowed, role("dev-api"), bounded())).toBe("Allowed");
    });

    test.each([
      call("iam:CreateRole", role("dev-other")),
      call("sts:AssumeRole", role("deploy-prod")),
      call("s3:GetObject", state("dev/terraform.tfstate")),
      call("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:groundplan-prod/origin-AbCdEf")),
      call("sqs:SendMessage", arn("sqs", "groundplan-prod-orders"), tagged("prod")),
      call("kms:Decrypt", arn("kms", "key/1"), tagged("prod")),
      call("backup:DeleteRecoveryPoint", arn("backup", "recovery-point:1"), tagged("prod")),
      call("lambda:UpdateFunctionCode", FOREIGN_FUNCTION),
      call("states:StartExecution", FOREIGN_MACHINE),
    ])("cannot $action on $resource", async (denied) => {
      expect(await decisionOn(denied, role("dev-api"), bounded())).toMatch(DENIED_RESULT);
    });

    test("could reach production without the boundary", async () => {
      const secret = call(
        "secretsmanager:GetSecretValue",
        arn("secretsmanager", "secret:groundplan-prod/origin-AbCdEf"),
      );
      expect(await decisionOn(secret, role("dev-api"), { identityPolicies: administrator })).toBe("Allowed");
    });
  });

  describe("the plan role of dev", () => {
    test.each([
      call("s3:GetObject", state("dev/terraform.tfstate")),
      call("s3:PutObject", state("dev/terraform.tfstate.tflock")),
      call("lambda:GetFunction", arn("lambda", "function:groundplan-dev-api")),
    ])("may $action on $resource", async (allowed) => {
      expect(await decisionOn(allowed, role("plan-dev"), ofRole("dev-plan-role"))).toBe("Allowed");
    });

    test.each([
      call("s3:PutObject", state("dev/terraform.tfstate")),
      call("s3:GetObject", state("prod/terraform.tfstate")),
      call("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:groundplan-prod/origin-AbCdEf")),
      call("kms:Decrypt", arn("kms", "key/1"), { ...tagged("prod"), ...throughS3 }),
      call("lambda:UpdateFunctionCode", arn("lambda", "function:groundplan-dev-api"), tagged("dev")),
    ])("cannot $action on $resource", async (denied) => {
      expect(await decisionOn(denied, role("plan-dev"), ofRole("dev-plan-role"))).toMatch(DENIED_RESULT);
    });
  });

  describe("the deploy role of prod", () => {
    const everything = named({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
    const assumedBy = (build: string): Promise<string> =>
      decisionOn(
        call("sts:AssumeRole", role("deploy-prod"), { "aws:PrincipalArn": role(build) }),
        role(build),
        { identityPolicies: everything },
        documentOf(bootstrap, "aws_iam_role", "prod-deploy-role", "assume_role_policy"),
      );

    test("is assumed by the build that applies prod", async () => {
      expect(await assumedBy("infrastructure-apply-prod-build")).toBe("Allowed");
    });

    test.each([
      "infrastructure-apply-dev-build",
      "infrastructure-plan-build",
      "backend-image-build",
      "deploy-dev",
      "prod-operator",
    ])("is not assumed by %s", async (build) => {
      expect(await assumedBy(build)).toMatch(DENIED_RESULT);
    });
  });
});
