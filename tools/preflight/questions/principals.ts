import { GetRoleCommand, GetUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { literals, resourcesOf, type EnvironmentStacks } from "../environment-stacks";
import { missing, ok, unlessNotFound, type Question } from "../question";

const iam = (): IAMClient => new IAMClient({ region: "us-east-1" });

interface TrustStatement {
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
}

/**
 * Principals that may assume roles of the environment: IAM rejects a trust policy that names one that does not exist.
 */
export function operatorQuestions({ own }: EnvironmentStacks): Question[] {
  const documents = own.flatMap(({ config }) => Object.values(config.data?.["aws_iam_policy_document"] ?? {}));
  const principals = documents
    .flatMap(({ statement = [] }) => statement as readonly TrustStatement[])
    .flatMap(({ principals: ofStatement = [] }) => ofStatement)
    .filter(({ type }) => type === "AWS")
    .flatMap(({ identifiers }) => identifiers);
  return literals(principals).flatMap((arn) => {
    const [, kind, name] = /^arn:[\w-]+:iam::\d{12}:(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
    return kind === undefined || name === undefined ? [] : [principalQuestion(arn, kind as "user" | "role", name)];
  });
}

function principalQuestion(arn: string, kind: "user" | "role", name: string): Question {
  const call = () =>
    kind === "user"
      ? iam()
          .send(new GetUserCommand({ UserName: name }))
          .then(({ User }) => User?.Arn)
      : iam()
          .send(new GetRoleCommand({ RoleName: name }))
          .then(({ Role }) => Role?.Arn);
  const create =
    kind === "user"
      ? `aws iam create-user --user-name ${name}, or name an existing principal in operators`
      : `name an existing role in operators: aws iam list-roles --query "Roles[].Arn"`;
  const ask = async () => {
    const found = await unlessNotFound(call());
    return found === arn ? ok(arn) : missing(`no ${kind} ${arn}`, create);
  };
  return { subject: "operator", action: kind === "user" ? "iam:GetUser" : "iam:GetRole", ask };
}

/** A service-linked role and the resource types whose creation needs it. */
const SERVICE_LINKED_ROLES: readonly { readonly role: string; readonly service: string; readonly types: string[] }[] = [
  { role: "AWSServiceRoleForRDS", service: "rds.amazonaws.com", types: ["aws_rds_cluster", "aws_db_instance"] },
  {
    role: "AWSServiceRoleForElastiCache",
    service: "elasticache.amazonaws.com",
    types: ["aws_elasticache_serverless_cache", "aws_elasticache_replication_group"],
  },
  { role: "AWSServiceRoleForBackup", service: "backup.amazonaws.com", types: ["aws_backup_plan"] },
  {
    role: "AWSServiceRoleForBackupRestoreTesting",
    service: "restore-testing.backup.amazonaws.com",
    types: ["aws_backup_restore_testing_plan"],
  },
  {
    role: "AWSServiceRoleForAPIGateway",
    service: "ops.apigateway.amazonaws.com",
    types: ["aws_apigatewayv2_domain_name", "aws_api_gateway_domain_name"],
  },
  { role: "AWSServiceRoleForECS", service: "ecs.amazonaws.com", types: ["aws_ecs_service"] },
  { role: "AWSServiceRoleForElasticLoadBalancing", service: "elasticloadbalancing.amazonaws.com", types: ["aws_lb"] },
];

/**
 * Service-linked roles. AWS creates them with the first resource, but creations beside it can fail until IAM knows
 * the role.
 */
export function serviceLinkedRoleQuestions({ own }: EnvironmentStacks): Question[] {
  const isNeeded = (types: readonly string[]) => types.some((type) => resourcesOf(own, type).length > 0);
  return SERVICE_LINKED_ROLES.filter(({ types }) => isNeeded(types)).map(({ role, service }) => ({
    subject: "service-linked role",
    action: "iam:GetRole",
    ask: async () => {
      const found = await unlessNotFound(iam().send(new GetRoleCommand({ RoleName: role })));
      return found
        ? ok(role)
        : missing(`no role ${role}`, `aws iam create-service-linked-role --aws-service-name ${service}`);
    },
  }));
}
