import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import {
  PolicyDocument,
  Validation,
  checkName,
  sidOf,
  type AwsRegion,
  type Grantee,
  type KeyReference,
  type PolicyStatement,
  type RegionalProvider,
} from "../core";

/** A service that uses the key by itself, outside of any role of ours. */
export type KeyService = "logs" | "alarms" | "backup";

export interface EncryptionKeyProps<Region extends AwsRegion = AwsRegion> {
  /** Physical name: the alias becomes `alias/<name>`. */
  readonly name: string;
  /** What the key protects. */
  readonly description: string;
  readonly account: string;
  /** The provider of the region that the key lives in. */
  readonly regional: RegionalProvider<Region>;
  /** Services that must reach the key without a role: `logs` (log groups), `alarms` (CloudWatch publishing to a topic), `backup`. @default none */
  readonly services?: readonly KeyService[];
  /** Days between a request to delete the key and its deletion: 7 to 30. @default 30 */
  readonly deletionWindowDays?: number;
  /** Refuse any plan that would delete the key. @default true */
  readonly deletionProtection?: boolean;
}

export const ENCRYPTION_KEY_DEFAULTS = { services: [], deletionWindowDays: 30, deletionProtection: true } as const;

/**
 * Stateful. A symmetric customer managed key with yearly rotation and an alias.
 *
 * The key policy delegates to IAM, so that a grant is a statement of the grantee's role and never a change of the key. Only services
 * that use the key on nobody's behalf stand in the policy itself, pinned to this account.
 */
export class EncryptionKey<Region extends AwsRegion = AwsRegion> extends Construct implements KeyReference<Region> {
  readonly region: Region;
  readonly keyArn: string;
  readonly alias: string;

  /** @throws InputError when the name, account or deletion window is not what KMS accepts. */
  constructor(scope: Construct, id: string, props: EncryptionKeyProps<Region>) {
    const {
      services = ENCRYPTION_KEY_DEFAULTS.services,
      deletionWindowDays = ENCRYPTION_KEY_DEFAULTS.deletionWindowDays,
      deletionProtection = ENCRYPTION_KEY_DEFAULTS.deletionProtection,
    } = props;
    validate(scope, id, props);
    super(scope, id);
    const policy = new PolicyDocument(this, "key-policy", [
      delegationToIam(props.account),
      ...services.map((service) => serviceStatement(service, props)),
    ]);
    const { provider } = props.regional;
    const key = new KmsKey(this, "key", {
      provider,
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: deletionWindowDays,
      policy: policy.json,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.region = props.regional.region;
    this.keyArn = key.arn;
    this.alias = new KmsAlias(this, "alias", { provider, name: `alias/${props.name}`, targetKeyId: key.keyId }).name;
  }

  /** Lets the grantee's role encrypt and decrypt with the key. */
  grantUse(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Use", this),
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      resources: [this.keyArn],
    });
  }
}

function validate(scope: Construct, id: string, { name, account, deletionWindowDays }: EncryptionKeyProps): void {
  const validation = new Validation(scope, id)
    .accountId("account", account)
    .integer("deletionWindowDays", deletionWindowDays, 7, 30, "choose how long a mistaken deletion can be undone");
  checkName(validation, "key alias", `alias/${name}`);
  validation.throwIfInvalid();
}

function delegationToIam(account: string): PolicyStatement {
  return {
    sid: "DelegateToIam",
    actions: ["kms:*"],
    resources: ["*"],
    principals: [{ type: "AWS", identifiers: [`arn:aws:iam::${account}:root`] }],
    unscopedBecause: "in a key policy * is this key, and without full delegation no one could administer it",
  };
}

function serviceStatement(service: KeyService, { account, regional: { region } }: EncryptionKeyProps): PolicyStatement {
  const pinnedToAccount = { test: "StringEquals", variable: "aws:SourceAccount", values: [account] };
  const statements = {
    logs: {
      sid: "LogGroupsOfThisAccount",
      principal: `logs.${region}.amazonaws.com`,
      // CloudWatch Logs sets the encryption context and no source account.
      condition: {
        test: "ArnLike",
        variable: "kms:EncryptionContext:aws:logs:arn",
        values: [`arn:aws:logs:${region}:${account}:log-group:*`],
      },
    },
    alarms: { sid: "AlarmsOfThisAccount", principal: "cloudwatch.amazonaws.com", condition: pinnedToAccount },
    backup: { sid: "BackupsOfThisAccount", principal: "backup.amazonaws.com", condition: pinnedToAccount },
  };
  const { sid, principal, condition } = statements[service];
  return {
    sid,
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    resources: ["*"],
    principals: [{ type: "Service", identifiers: [principal] }],
    conditions: [condition],
  };
}
