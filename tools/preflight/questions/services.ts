import { BackupClient, DescribeRegionSettingsCommand } from "@aws-sdk/client-backup";
import {
  CodeStarConnectionsClient,
  paginateListConnections,
  type Connection,
} from "@aws-sdk/client-codestar-connections";
import { GetHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { literals, regionsOf, resourcesOf, type EnvironmentStacks } from "../environment-stacks";
import { missing, ok, unlessNotFound, type Question } from "../question";

/** Names that AWS Backup has for resource types. */
const BACKUP_TYPES: Readonly<Record<string, string>> = {
  aws_rds_cluster: "Aurora",
  aws_db_instance: "RDS",
  aws_dynamodb_table: "DynamoDB",
  aws_efs_file_system: "EFS",
  aws_s3_bucket: "S3",
};

/**
 * Resource types that are backed up; each must be allowed in every region of the environment, or its backups never
 * start.
 */
export function backupQuestions({ own }: EnvironmentStacks): Question[] {
  const isBackedUp = (type: string) =>
    resourcesOf(own, type).some(({ block }) => {
      const { backup = "none" } = (block["tags"] ?? {}) as { readonly backup?: string };
      return backup !== "none";
    });
  const types = Object.entries(BACKUP_TYPES).flatMap(([type, name]) => (isBackedUp(type) ? [name] : []));
  if (types.length === 0) return [];
  return regionsOf(own).map((region) => ({
    subject: `AWS Backup in ${region}`,
    action: "backup:DescribeRegionSettings",
    ask: async () => {
      const settings = await new BackupClient({ region }).send(new DescribeRegionSettingsCommand({}));
      const refused = types.filter((type) => settings.ResourceTypeOptInPreference?.[type] !== true);
      const preference = refused.map((type) => `${type}=true`).join(",");
      const mend = `aws backup update-region-settings --resource-type-opt-in-preference ${preference} --region ${region}`;
      return refused.length === 0
        ? ok(`may manage ${types.join(", ")}`)
        : missing(`may not manage ${refused.join(", ")}`, mend);
    },
  }));
}

/** Hosted zones that exist before the first apply. A zone that a stack creates is no question. */
export function hostedZoneQuestions({ own }: EnvironmentStacks): Question[] {
  const records = resourcesOf(own, "aws_route53_record").map(({ block }) => block);
  return literals(records.map((block) => block["zone_id"])).map((id) => ({
    subject: "hosted zone",
    action: "route53:GetHostedZone",
    ask: async () => {
      const client = new Route53Client({ region: "us-east-1" });
      const found = await unlessNotFound(client.send(new GetHostedZoneCommand({ Id: id })));
      const mend = `name the zone of the domain in site.hostedZone: aws route53 list-hosted-zones --query "HostedZones[].[Id,Name]"`;
      if (!found?.HostedZone) return missing(`no zone ${id}`, mend);
      const zone = found.HostedZone.Name!.replace(/\.$/, "");
      const names = literals(records.filter((block) => block["zone_id"] === id).map((block) => block["name"]));
      const foreign = names.filter((name) => name !== zone && !name.endsWith(`.${zone}`));
      return foreign.length === 0
        ? ok(`${id}, ${zone}`)
        : missing(`zone ${id} is ${zone}, which cannot hold ${foreign.join(", ")}`, mend);
    },
  }));
}

/** Source connections of pipelines in the same account, which somebody must accept in the console. */
export function connectionQuestions({ ofAccount }: EnvironmentStacks): Question[] {
  const connections = resourcesOf(ofAccount, "aws_codestarconnections_connection");
  return connections.map(({ block, region }) => ({
    subject: "source connection",
    action: "codeconnections:ListConnections",
    ask: async () => {
      const name = block["name"] as string;
      const [found] = (await connectionsIn(region)).filter(({ ConnectionName }) => ConnectionName === name);
      if (!found) return missing(`no connection ${name}`, "npx cdktf apply delivery");
      const accept = `accept it: https://${region}.console.aws.amazon.com/codesuite/settings/connections, Update pending connection`;
      const { ConnectionStatus: status } = found;
      return status === "AVAILABLE" ? ok(`${name}, AVAILABLE`) : missing(`${name} is ${status}`, accept);
    },
  }));
}

async function connectionsIn(region: string): Promise<Connection[]> {
  const connections: Connection[] = [];
  const client = new CodeStarConnectionsClient({ region });
  for await (const page of paginateListConnections({ client }, {})) connections.push(...(page.Connections ?? []));
  return connections;
}

/** SES identities from which user pools send mail, and whether SES sends it to everybody. */
export function emailQuestions({ own }: EnvironmentStacks): Question[] {
  const configurations = resourcesOf(own, "aws_cognito_user_pool").flatMap(
    ({ block }) => [block["email_configuration"] ?? []].flat() as { readonly source_arn?: string }[],
  );
  const identities = literals(configurations.map((one) => one.source_arn)).flatMap((arn) => {
    const [, region, identity] = /^arn:[\w-]+:ses:([a-z0-9-]+):\d{12}:identity\/(.+)$/.exec(arn) ?? [];
    return region === undefined || identity === undefined ? [] : [{ region, identity }];
  });
  const regions = [...new Set(identities.map(({ region }) => region))];
  return [
    ...identities.map(({ region, identity }) => identityQuestion(region, identity)),
    ...regions.map(sandboxQuestion),
  ];
}

/** In the sandbox of a region, SES sends 200 messages a day, and to verified addresses only. */
function sandboxQuestion(region: string): Question {
  const ask = async () => {
    const { ProductionAccessEnabled: enabled } = await new SESv2Client({ region }).send(new GetAccountCommand({}));
    const request = `aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --website-url <url> --region ${region}`;
    return enabled
      ? ok(`out of the sandbox in ${region}`)
      : missing(`in the sandbox in ${region}, where only verified addresses receive mail`, request);
  };
  return { subject: "SES sandbox", action: "ses:GetAccount", ask };
}

function identityQuestion(region: string, identity: string): Question {
  const ask = async () => {
    const client = new SESv2Client({ region });
    const found = await unlessNotFound(client.send(new GetEmailIdentityCommand({ EmailIdentity: identity })));
    const create = `aws sesv2 create-email-identity --email-identity ${identity} --region ${region}`;
    if (!found) return missing(`no identity ${identity} in ${region}`, create);
    const verify = `publish its DKIM records: aws sesv2 get-email-identity --email-identity ${identity} --region ${region}`;
    return found.VerifiedForSendingStatus
      ? ok(`${identity}, verified`)
      : missing(`${identity} is not verified`, verify);
  };
  return { subject: "SES identity", action: "ses:GetEmailIdentity", ask };
}
