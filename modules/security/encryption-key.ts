import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import {
  AwsStack,
  PolicyDocument,
  useProviderOf,
  withDefaults,
  type AwsRegion,
  type Grantee,
  type KeyReference,
  type PolicyStatement,
  type StackLocation,
} from "../core";
import { KEY_ACTIONS, useOfKey } from "./encryption-key-grants";
import { ENCRYPTION_KEY_DEFAULTS, type EncryptionKeyProps, type KeyService } from "./encryption-key-props";
import { validateEncryptionKey } from "./encryption-key-validation";
import { ExistingKey, type RegionOfKey } from "./existing-key";

/**
 * Stateful. A symmetric customer managed key with yearly rotation and an alias.
 *
 * The key policy delegates to IAM: a grant adds a statement to the grantee's role and never changes the key. Only
 * services that use the key without a role are named in the key policy, limited to this account.
 */
export class EncryptionKey<Region extends AwsRegion = AwsRegion> extends Construct implements KeyReference<Region> {
  /** Region of the key; a token in a plain stack whose provider names no region. */
  readonly region: Region;
  readonly keyArn: string;
  /** Alias with its prefix: `alias/<name>`. */
  readonly alias: string;

  /** @throws InputError when the name, the description or the deletion window exceeds the limits of KMS. */
  constructor(scope: Construct, id: string, props: EncryptionKeyProps<Region>) {
    validateEncryptionKey(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, description, ...settings } = withDefaults(props, ENCRYPTION_KEY_DEFAULTS);
    const location = AwsStack.of(this);
    const { region, provider } = location;
    const policy = new PolicyDocument(this, "key-policy", [
      delegationToIam(location),
      ...settings.services.map((service) => serviceStatement(service, location)),
    ]);
    const key = new KmsKey(this, "key", {
      provider,
      description,
      enableKeyRotation: true,
      deletionWindowInDays: settings.deletionWindowDays,
      policy: policy.json,
      lifecycle: { preventDestroy: settings.deletionProtection },
    });
    this.region = region as Region;
    this.keyArn = key.arn;
    this.alias = new KmsAlias(this, "alias", { provider, name: `alias/${name}`, targetKeyId: key.keyId }).name;
  }

  /**
   * A key that exists already. Its policy must delegate to IAM, as the default key policy does.
   *
   * @param keyArn - ARN of the key, not of an alias. An ARN that is unknown until apply counts as one of the stack's
   * region.
   * @throws InputError when the ARN is not that of a key.
   */
  static fromArn<const Arn extends string>(scope: Construct, id: string, keyArn: Arn): KeyReference<RegionOfKey<Arn>> {
    return new ExistingKey(scope, id, keyArn);
  }

  /** Allows the grantee's role to encrypt and decrypt with the key. */
  grantUse(grantee: Grantee): void {
    grantee.addStatement(useOfKey(this, this.keyArn));
  }
}

function delegationToIam({ account, partition }: StackLocation): PolicyStatement {
  return {
    sid: "DelegateToIam",
    actions: ["kms:*"],
    resources: ["*"],
    principals: [{ type: "AWS", identifiers: [`arn:${partition}:iam::${account}:root`] }],
    unscopedBecause: "in a key policy * is this key, and without full delegation no one could administer it",
  };
}

function serviceStatement(
  service: KeyService,
  { account, region, partition, dnsSuffix }: StackLocation,
): PolicyStatement {
  const distributions = `arn:${partition}:cloudfront::${account}:distribution/*`;
  const pinnedToAccount = { test: "StringEquals", variable: "aws:SourceAccount", values: [account] };
  const statements = {
    logs: {
      sid: "LogGroupsOfThisAccount",
      principal: `logs.${region}.${dnsSuffix}`,
      // CloudWatch Logs sets the encryption context and no source account.
      condition: {
        test: "ArnLike",
        variable: "kms:EncryptionContext:aws:logs:arn",
        values: [`arn:${partition}:logs:${region}:${account}:log-group:*`],
      },
    },
    alarms: { sid: "AlarmsOfThisAccount", principal: "cloudwatch.amazonaws.com", condition: pinnedToAccount },
    backup: { sid: "BackupsOfThisAccount", principal: "backup.amazonaws.com", condition: pinnedToAccount },
    budgets: { sid: "BudgetsOfThisAccount", principal: "budgets.amazonaws.com", condition: pinnedToAccount },
    notifications: {
      sid: "NotificationRulesOfThisAccount",
      principal: "codestar-notifications.amazonaws.com",
      condition: pinnedToAccount,
    },
    events: { sid: "EventRulesOfThisAccount", principal: "events.amazonaws.com", condition: pinnedToAccount },
    cloudfront: {
      sid: "DistributionsOfThisAccount",
      principal: "cloudfront.amazonaws.com",
      condition: { test: "ArnLike", variable: "aws:SourceArn", values: [distributions] },
    },
  };
  const { sid, principal, condition } = statements[service];
  return {
    sid,
    actions: KEY_ACTIONS,
    resources: ["*"],
    principals: [{ type: "Service", identifiers: [principal] }],
    conditions: [condition],
  };
}
