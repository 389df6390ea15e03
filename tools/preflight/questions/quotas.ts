import { CloudWatchLogsClient, DescribeResourcePoliciesCommand } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client, paginateDescribeVpcs, DescribeAddressesCommand, type Tag } from "@aws-sdk/client-ec2";
import { GetAccountSettingsCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";
import { defaultTags, literals, resourcesOf, type EnvironmentStacks } from "../environment-stacks";
import { missing, ok, unlessNotFound, type Answer, type Question } from "../question";

/** Concurrent executions that Lambda always leaves unreserved. */
const UNRESERVED = 100;

/** Resource policies of CloudWatch Logs in a region; AWS does not raise it. */
const LOG_RESOURCE_POLICIES = 10;

/** A quota of Service Quotas. */
interface Quota {
  readonly service: string;
  readonly code: string;
}

const LAMBDA_CONCURRENCY: Quota = { service: "lambda", code: "L-B99A9384" };
const ELASTIC_IPS: Quota = { service: "ec2", code: "L-0263D0A3" };
const VPCS: Quota = { service: "vpc", code: "L-F678F1CE" };

/** Quotas of the account in the environment's region that the first apply can exceed. */
export function quotaQuestions(stacks: EnvironmentStacks): Question[] {
  return [
    concurrencyQuestion(stacks),
    countQuestion(stacks, "Elastic IP addresses", "aws_eip", ELASTIC_IPS, addressesOf),
    countQuestion(stacks, "VPCs", "aws_vpc", VPCS, vpcsOf),
    logPolicyQuestion(stacks),
  ].flat();
}

/** The reservations of every environment in this account and region, deployed or not: they share one quota. */
function concurrencyQuestion({ ofAccount, region }: EnvironmentStacks): Question[] {
  const reserved = resourcesOf(ofAccount, "aws_lambda_function")
    .filter((one) => one.region === region)
    .map(({ block }) => Number(block["reserved_concurrent_executions"] ?? 0))
    .reduce((sum, one) => sum + Math.max(one, 0), 0);
  if (reserved === 0) return [];
  const needed = reserved + UNRESERVED;
  const ask = async () => {
    const { AccountLimit } = await new LambdaClient({ region }).send(new GetAccountSettingsCommand({}));
    const limit = AccountLimit?.ConcurrentExecutions ?? 0;
    const detail = `quota ${limit}, needed ${needed}: all reservations ${reserved}, and ${UNRESERVED} that AWS keeps`;
    return limit >= needed ? ok(detail) : missing(detail, increase(LAMBDA_CONCURRENCY, needed, region));
  };
  return [{ subject: "Lambda concurrency", action: "lambda:GetAccountSettings", ask }];
}

/** @param othersOf - counts what exists in the region without all of the given tags. */
function countQuestion(
  { own, region }: EnvironmentStacks,
  subject: string,
  type: string,
  quota: Quota,
  othersOf: (region: string, tags: Readonly<Record<string, string>>) => Promise<number>,
): Question[] {
  const needed = resourcesOf(own, type).filter((one) => one.region === region).length;
  if (needed === 0) return [];
  const ask = async (): Promise<Answer> => {
    const limit = await quotaValue(quota, region);
    const others = await othersOf(region, defaultTags(own.find(({ config }) => config.resource?.[type])!));
    const detail = `quota ${limit}, needed ${needed}, used by others ${others}`;
    return limit >= needed + others ? ok(detail) : missing(detail, increase(quota, needed + others, region));
  };
  return [
    {
      subject,
      action: `servicequotas:GetServiceQuota and ec2:Describe${type === "aws_eip" ? "Addresses" : "Vpcs"}`,
      ask,
    },
  ];
}

async function addressesOf(region: string, tags: Readonly<Record<string, string>>): Promise<number> {
  const { Addresses = [] } = await new EC2Client({ region }).send(new DescribeAddressesCommand({}));
  return Addresses.filter(({ Tags }) => !hasTags(Tags, tags)).length;
}

async function vpcsOf(region: string, tags: Readonly<Record<string, string>>): Promise<number> {
  let others = 0;
  for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: new EC2Client({ region }) }, {})) {
    others += Vpcs.filter(({ Tags }) => !hasTags(Tags, tags)).length;
  }
  return others;
}

function hasTags(tags: readonly Tag[] = [], wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => tags.some(({ Key, Value }) => Key === key && Value === value));
}

/** The account's value, or AWS's default where the account has none of its own. */
async function quotaValue({ service, code }: Quota, region: string): Promise<number> {
  const client = new ServiceQuotasClient({ region });
  const input = { ServiceCode: service, QuotaCode: code };
  const applied = await unlessNotFound(client.send(new GetServiceQuotaCommand(input)));
  const { Quota: quota } = applied ?? (await client.send(new GetAWSDefaultServiceQuotaCommand(input)));
  return quota?.Value ?? 0;
}

function increase({ service, code }: Quota, value: number, region: string): string {
  return `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${value} --region ${region}`;
}

function logPolicyQuestion({ own, region }: EnvironmentStacks): Question[] {
  const policies = resourcesOf(own, "aws_cloudwatch_log_resource_policy").filter((one) => one.region === region);
  const names = literals(policies.map(({ block }) => block["policy_name"]));
  if (names.length === 0) return [];
  const ask = async () => {
    const { resourcePolicies = [] } = await new CloudWatchLogsClient({ region }).send(
      new DescribeResourcePoliciesCommand({ limit: LOG_RESOURCE_POLICIES }),
    );
    const others = resourcePolicies.filter(({ policyName = "" }) => !names.includes(policyName)).length;
    const detail = `quota ${LOG_RESOURCE_POLICIES}, needed ${names.length}, used by others ${others}`;
    const mend = `aws logs delete-resource-policy --policy-name <unused policy> --region ${region}`;
    return others + names.length <= LOG_RESOURCE_POLICIES ? ok(detail) : missing(detail, mend);
  };
  return [{ subject: "log resource policies", action: "logs:DescribeResourcePolicies", ask }];
}
