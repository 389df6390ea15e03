import { commands, parameterNames } from "../../app/contract";
import { environments } from "../fixtures/environments";
import { AppliedStack, statementsIn, type AppliedStatement } from "../../tools/rehearsal";
import { rehearse } from "../../testing";
import { permissionsOf } from "../support/permissions";
import { describeWith } from "../support/with-tool";
import { synthesizedStack } from "../support/synthesized";

const MINUTES = 60_000;
const names = environments.map(({ name }) => name);
const applied = new Map<string, AppliedStack>();

type Attributes = Readonly<Record<string, unknown>>;

const valuesOf = (stack: AppliedStack, type: string): Attributes[] => Object.values(stack.resources(type));
const arnsOf = (stack: AppliedStack, type: string): unknown[] => valuesOf(stack, type).map(({ arn }) => arn);

/** Actions that a role may use on a resource. */
function allowedOn(statements: readonly AppliedStatement[], resource: RegExp): string[] {
  const naming = statements.filter(
    ({ effect, resources }) => effect === "Allow" && resources.some((arn) => resource.test(arn)),
  );
  return naming.flatMap(({ actions }) => actions).sort();
}

/** Names of the roles with unrestricted permissions. */
function rolesThatDoEverything(stack: AppliedStack): string[] {
  const roles = valuesOf(stack, "aws_iam_role").map(({ name }) => String(name));
  return roles.filter((role) => stack.statementsOf(role).some(({ actions }) => actions.includes("*")));
}

/** Names of the security groups that may reach a port. */
function sourcesOf(stack: AppliedStack, port: number): unknown[] {
  const groups = new Map(valuesOf(stack, "aws_security_group").map(({ id, name }) => [id, name]));
  const rules = valuesOf(stack, "aws_vpc_security_group_ingress_rule");
  const open = rules.filter(({ from_port: from, to_port: to }) => Number(from) <= port && port <= Number(to));
  return open.map(({ referenced_security_group_id: group, cidr_ipv4: cidr }) => groups.get(group) ?? cidr);
}

/** Reasons why an alarm would not be delivered. */
function undeliverable(stack: AppliedStack): string[] {
  const topics = new Map(valuesOf(stack, "aws_sns_topic").map((topic) => [topic["arn"], topic]));
  const keys = new Map(valuesOf(stack, "aws_kms_key").map((key) => [key["arn"], key]));
  const policies = new Map(valuesOf(stack, "aws_sns_topic_policy").map(({ arn, policy }) => [arn, policy]));
  return valuesOf(stack, "aws_cloudwatch_metric_alarm").flatMap((alarm) => {
    const [topicArn] = alarm["alarm_actions"] as string[];
    const topic = topics.get(topicArn);
    if (!topic) return [`${String(alarm["alarm_name"])}: no topic ${topicArn}`];
    const mayPublish = allowedToService(policies.get(topicArn), "cloudwatch.amazonaws.com");
    const mayEncrypt = allowedToService(keys.get(topic["kms_master_key_id"])?.["policy"], "cloudwatch.amazonaws.com");
    return [
      ...(mayPublish.includes("sns:Publish") ? [] : [`${topicArn}: CloudWatch may not publish`]),
      ...(mayEncrypt.some((action) => /^kms:(?:Decrypt|\*)$/.test(action))
        ? []
        : [`${topicArn}: CloudWatch may not use the key`]),
    ];
  });
}

function allowedToService(policy: unknown, service: string): string[] {
  const statements = policy === undefined ? [] : statementsIn(policy);
  const serving = statements.filter(({ effect, principal }) => {
    const { Service } = (principal ?? {}) as { Service?: string | string[] };
    return effect === "Allow" && [Service].flat().includes(service);
  });
  return serving.flatMap(({ actions }) => actions as string[]);
}

/** Stateful types that AWS Backup protects; an Aurora cluster includes its instances. */
const PROTECTED_BY_AWS_BACKUP = [
  "aws_db_instance",
  "aws_dynamodb_table",
  "aws_efs_file_system",
  "aws_rds_cluster",
  "aws_s3_bucket",
];

/** Resources that AWS Backup could protect and no selection includes, unless their tag is `backup: none`. */
function withoutBackup(stack: AppliedStack): unknown[] {
  const selections = valuesOf(stack, "aws_backup_selection");
  const named = selections.flatMap(({ resources }) => (resources ?? []) as string[]);
  const tags = selections.flatMap(
    ({ selection_tag: selected }) => (selected ?? []) as { key: string; value: string }[],
  );
  const tagsOf = ({ tags_all: all }: Attributes): Readonly<Record<string, string>> =>
    (all ?? {}) as Record<string, string>;
  const isPicked = (one: Attributes): boolean =>
    named.includes(String(one["arn"])) || tags.some(({ key, value }) => tagsOf(one)[key] === value);
  const needing = PROTECTED_BY_AWS_BACKUP.flatMap((type) => valuesOf(stack, type));
  return needing.filter((one) => !isPicked(one) && tagsOf(one)["backup"] !== "none").map(({ arn }) => arn);
}

/** Parameters that the application reads and that do not exist. */
function missingParameters(stack: AppliedStack): string[] {
  const existing = new Set(valuesOf(stack, "aws_ssm_parameter").map(({ name }) => name));
  return valuesOf(stack, "aws_lambda_function").flatMap(({ environment }) => {
    const [{ variables }] = environment as [{ variables: Record<string, string> }];
    const read = parameterNames.map((name) => `${variables["PARAMETER_PATH"]}/${name}`);
    return read.filter((name) => !existing.has(name));
  });
}

/** A copy of the stack in which one attribute of every resource of a type is changed. */
function broken(stack: AppliedStack, type: string, change: Attributes): AppliedStack {
  const resources = stack.addresses.flatMap((address) => {
    const [resourceType] = address.split(".");
    const values = stack.resources(resourceType!)[address]!;
    return {
      address,
      mode: "managed" as const,
      type: resourceType!,
      name: address,
      values: resourceType === type ? { ...values, ...change } : values,
    };
  });
  return new AppliedStack(stack.name, { values: { root_module: { resources } } });
}

describeWith("terraform", "the permissions and alarms of applied stacks")("finished deployments", () => {
  beforeAll(async () => {
    for (const stack of await rehearse(...names.map(synthesizedStack))) applied.set(stack.name, stack);
  }, 5 * MINUTES);

  describe.each(names)("a finished deployment of %s", (name) => {
    const stack = (): AppliedStack => applied.get(name)!;
    const functions = Object.keys(commands).map((command) => `groundplan-${name}-${command}`);
    const others = names.filter((other) => other !== name).map((other) => `groundplan-${other}`);
    const otherEnvironmentArn = `arn:aws:sqs:us-east-1:111122223333:${others[0]}-orders`;
    const statementsOfFunctions = (one: AppliedStack): (readonly [string, AppliedStatement[]])[] =>
      valuesOf(one, "aws_lambda_function").map(({ function_name: functionName, role }) => {
        return [String(functionName), one.statementsOf(String(role).split("/").at(-1)!)] as const;
      });
    const allowedTo = (one: AppliedStack, action: string, resource: RegExp): string[] => {
      const allowed = statementsOfFunctions(one).filter(([, all]) => allowedOn(all, resource).includes(action));
      return allowed.map(([functionName]) => functionName).sort();
    };
    const resourcesOfOthers = (one: AppliedStack): string[] =>
      statementsOfFunctions(one)
        .flatMap(([, statements]) => statements.flatMap(({ resources }) => resources))
        .filter((arn) => others.some((other) => arn.includes(other)));

    test("allows every function to read its own parameters and secrets, and no role everything", () => {
      const all = [...functions].sort();
      expect(allowedTo(stack(), "ssm:GetParametersByPath", /:parameter\/groundplan\//)).toEqual(all);
      expect(allowedTo(stack(), "secretsmanager:GetSecretValue", /:secret:/)).toEqual(all);
      expect(rolesThatDoEverything(stack())).toEqual([]);
    });

    test("allows only the outbox to send to the queue, and only the worker to receive from it and to start payments", () => {
      const queue = new RegExp(`:groundplan-${name}-orders$`);
      expect(allowedTo(stack(), "sqs:SendMessage", queue)).toEqual([`groundplan-${name}-outbox`]);
      expect(allowedTo(stack(), "sqs:DeleteMessage", queue)).toEqual([`groundplan-${name}-worker`]);
      expect(allowedTo(stack(), "states:StartExecution", /:stateMachine:/)).toEqual([`groundplan-${name}-worker`]);
    });

    test("fails these checks with a role that reads nothing or has unrestricted permissions", () => {
      const withPolicy = (statement: object): AppliedStack =>
        broken(stack(), "aws_iam_role_policy", { policy: JSON.stringify({ Statement: statement }) });
      expect(allowedTo(withPolicy([]), "secretsmanager:GetSecretValue", /:secret:/)).toEqual([]);
      const everything = withPolicy({ Effect: "Allow", Action: "*", Resource: "*" });
      expect(rolesThatDoEverything(everything)).toEqual(expect.arrayContaining(functions));
      const neighbours = withPolicy({ Effect: "Allow", Action: "sqs:SendMessage", Resource: otherEnvironmentArn });
      expect(resourcesOfOthers(neighbours)).toContain(otherEnvironmentArn);
    });

    test("allows the functions only resources of their own environment", () => {
      expect(resourcesOfOthers(stack())).toEqual([]);
    });

    test("allows only the functions to connect to the database, and only two of them to the cache", () => {
      expect(sourcesOf(stack(), 5432).sort()).toEqual([...functions].sort());
      expect(sourcesOf(stack(), 6379).sort()).toEqual([`groundplan-${name}-api`, `groundplan-${name}-worker`]);
      const opened = broken(stack(), "aws_vpc_security_group_ingress_rule", {
        referenced_security_group_id: null,
        cidr_ipv4: "0.0.0.0/0",
      });
      expect(sourcesOf(opened, 5432)).toEqual(functions.map(() => "0.0.0.0/0"));
    });

    test("delivers every alarm", () => {
      expect(valuesOf(stack(), "aws_cloudwatch_metric_alarm").length).toBeGreaterThan(5);
      expect(undeliverable(stack())).toEqual([]);
      const silent = JSON.stringify({ Statement: [] });
      expect(undeliverable(broken(stack(), "aws_sns_topic_policy", { policy: silent }))[0]).toContain(
        "may not publish",
      );
      expect(undeliverable(broken(stack(), "aws_kms_key", { policy: silent }))[0]).toContain("may not use the key");
      expect(undeliverable(broken(stack(), "aws_sns_topic", { arn: "arn:aws:sns:::other" }))[0]).toContain("no topic");
    });

    test("includes every resource that AWS Backup protects in a backup, or excludes it by a tag", () => {
      expect(arnsOf(stack(), "aws_rds_cluster")).toHaveLength(1);
      expect(arnsOf(stack(), "aws_s3_bucket").length).toBeGreaterThan(0);
      expect(withoutBackup(stack())).toEqual([]);
      const unselected = broken(stack(), "aws_backup_selection", { resources: [], selection_tag: [] });
      expect(withoutBackup(unselected)).toEqual(arnsOf(stack(), "aws_rds_cluster"));
      const undecided = broken(stack(), "aws_s3_bucket", { tags_all: {} });
      expect(withoutBackup(undecided)).toEqual(arnsOf(stack(), "aws_s3_bucket"));
    });

    test("has every parameter that the application reads", () => {
      expect(missingParameters(stack())).toEqual([]);
      expect(missingParameters(broken(stack(), "aws_ssm_parameter", { name: "/elsewhere" }))).toContain(
        `/groundplan/${name}/database/name`,
      );
    });

    test("publishes resolved outputs", () => {
      const unresolved = (one: AppliedStack): string[] =>
        Object.keys(one.outputs).filter((output) => /\$\{|^$/.test(String(one.outputs[output])));
      expect(stack().outputs).toMatchObject({
        "database-endpoint": expect.stringMatching(/\.rds\.amazonaws\.com/),
        "backup-vault-arn": expect.stringMatching(/^arn:aws:backup:.*:backup-vault:/),
      });
      expect(unresolved(stack())).toEqual([]);
      const outputs = { "api-endpoint": { value: "${aws_apigatewayv2_api.api.api_endpoint}" }, url: { value: "" } };
      expect(unresolved(new AppliedStack(name, { values: { outputs } }))).toEqual(["api-endpoint", "url"]);
    });

    test("has the roles that were reviewed", () => {
      expect(permissionsOf(stack())).toMatchSnapshot();
    });
  });
});
