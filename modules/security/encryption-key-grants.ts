import type { Construct } from "constructs";
import { sidOf, type KeyService, type PolicyCondition, type PolicyStatement, type StackLocation } from "../core";

/** Actions that encrypt and decrypt with a key, for roles and for services. */
export const KEY_ACTIONS = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/** The statement by which a role uses a key. `owner` names the statement. */
export function useOfKey(owner: Construct, keyArn: string): PolicyStatement {
  return { sid: sidOf("Use", owner), actions: KEY_ACTIONS, resources: [keyArn] };
}

/** Principal of a service, and the condition that limits it to the account. */
interface AdmittedService {
  readonly sid: string;
  readonly principal: string;
  /** @default the account of the source */
  readonly condition?: PolicyCondition;
}

/** The statement by which a service of the account uses the key without a role. */
export function serviceStatement(service: KeyService, location: StackLocation): PolicyStatement {
  const pinned = { test: "StringEquals", variable: "aws:SourceAccount", values: [location.account] };
  const { sid, principal, condition = pinned } = servicesIn(location)[service];
  return {
    sid,
    actions: KEY_ACTIONS,
    resources: ["*"],
    principals: [{ type: "Service", identifiers: [principal] }],
    conditions: [condition],
  };
}

function servicesIn({ account, region, partition, dnsSuffix }: StackLocation): Record<KeyService, AdmittedService> {
  const arnLike = (variable: string, arn: string) => ({ test: "ArnLike", variable, values: [arn] });
  const logGroups = `arn:${partition}:logs:${region}:${account}:log-group:*`;
  return {
    logs: {
      sid: "LogGroupsOfThisAccount",
      principal: `logs.${region}.${dnsSuffix}`,
      // CloudWatch Logs sets the encryption context and no source account.
      condition: arnLike("kms:EncryptionContext:aws:logs:arn", logGroups),
    },
    alarms: { sid: "AlarmsOfThisAccount", principal: "cloudwatch.amazonaws.com" },
    backup: { sid: "BackupsOfThisAccount", principal: "backup.amazonaws.com" },
    budgets: { sid: "BudgetsOfThisAccount", principal: "budgets.amazonaws.com" },
    notifications: { sid: "NotificationRulesOfThisAccount", principal: "codestar-notifications.amazonaws.com" },
    events: { sid: "EventRulesOfThisAccount", principal: "events.amazonaws.com" },
    sns: {
      sid: "TopicsOfThisAccount",
      principal: "sns.amazonaws.com",
      // A topic sends to queues of every region.
      condition: arnLike("aws:SourceArn", `arn:${partition}:sns:*:${account}:*`),
    },
    config: { sid: "ConfigOfThisAccount", principal: "config.amazonaws.com" },
    cloudtrail: {
      sid: "TrailsOfThisAccount",
      principal: "cloudtrail.amazonaws.com",
      // CloudTrail also describes the key, without the encryption context of a trail.
      condition: arnLike("aws:SourceArn", `arn:${partition}:cloudtrail:*:${account}:trail/*`),
    },
    cloudfront: {
      sid: "DistributionsOfThisAccount",
      principal: "cloudfront.amazonaws.com",
      condition: arnLike("aws:SourceArn", `arn:${partition}:cloudfront::${account}:distribution/*`),
    },
  };
}
