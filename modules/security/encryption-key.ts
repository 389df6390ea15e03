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
  type KeyService,
  type PolicyStatement,
  type StackLocation,
} from "../core";
import { serviceStatement, useOfKey } from "./encryption-key-grants";
import { ENCRYPTION_KEY_DEFAULTS, type EncryptionKeyProps } from "./encryption-key-props";
import { validateEncryptionKey } from "./encryption-key-validation";
import { ExistingKey, type ExistingKeySettings, type RegionOfKey } from "./existing-key";

/**
 * Stateful. A symmetric customer managed key with yearly rotation and an alias.
 *
 * The key policy delegates to IAM: a grant adds a statement to the grantee's role and never changes the key. Only
 * services that use the key without a role are named in the key policy, limited to this account: those of `services`,
 * and those that a queue, topic or bus with the key needs.
 */
export class EncryptionKey<Region extends AwsRegion = AwsRegion> extends Construct implements KeyReference<Region> {
  /** Region of the key; a token in a plain stack whose provider names no region. */
  readonly region: Region;
  readonly keyArn: string;
  /** Alias with its prefix: `alias/<name>`. */
  readonly alias: string;
  private readonly policy: PolicyDocument;

  /** @throws InputError when the name, the description or the deletion window exceeds the limits of KMS. */
  constructor(scope: Construct, id: string, props: EncryptionKeyProps<Region>) {
    validateEncryptionKey(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, description, ...settings } = withDefaults(props, ENCRYPTION_KEY_DEFAULTS);
    const location = AwsStack.of(this);
    const { region, provider } = location;
    this.policy = new PolicyDocument(this, "key-policy", [
      delegationToIam(location),
      ...settings.services.map((service) => serviceStatement(service, location)),
    ]);
    const key = new KmsKey(this, "key", {
      provider,
      description,
      enableKeyRotation: true,
      deletionWindowInDays: settings.deletionWindowDays,
      policy: this.policy.json,
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
   * @param settings - services that the key policy admits already.
   * @throws InputError when the ARN is not that of a key.
   */
  static fromArn<const Arn extends string>(
    scope: Construct,
    id: string,
    keyArn: Arn,
    settings: ExistingKeySettings = {},
  ): KeyReference<RegionOfKey<Arn>> {
    return new ExistingKey(scope, id, keyArn, settings);
  }

  /** Allows the grantee's role to encrypt and decrypt with the key. */
  grantUse(grantee: Grantee): void {
    grantee.addStatement(useOfKey(this, this.keyArn));
  }

  /** Adds a service to the key policy, limited to this account. A service is added once. */
  admit(service: KeyService): true {
    this.policy.add(serviceStatement(service, AwsStack.of(this)));
    return true;
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
