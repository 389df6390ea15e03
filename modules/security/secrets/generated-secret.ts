import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn, TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import { useProviderOf, withDefaults, type KeyReference } from "../../core";
import { ExistingSecret } from "./existing-secret";
import { GENERATED_SECRET_DEFAULTS, type GeneratedSecretProps } from "./generated-secret-props";
import { validateGeneratedSecret } from "./generated-secret-validation";
import { SecretAccess, type SecretReference } from "./secret-access";

const UUID_LENGTH = 36;

/**
 * Stateful. A secret of 244 random bits, 122 with a user name, that Terraform generates at the first apply. No file and
 * no plan contains it.
 *
 * The generator is `terraform_data`, which is built into Terraform. The value is in the state, like every value that
 * Terraform passes to another resource; the state is encrypted. `SecretRotation` rotates a secret whose value no other
 * resource holds but a database, and `terraform apply -replace=terraform_data.<id>_value_<hash>` any. Readers see the
 * new value before every holder has it (CloudFront takes minutes), so they must also accept the version `AWSPREVIOUS`;
 * rotate a leaked value twice.
 */
export class GeneratedSecret extends SecretAccess {
  readonly secretArn: string;
  /** The secret value, for a resource that sends or checks it. Sensitive: plans and logs hide it. */
  readonly value: string;
  /** Characters of `value`. */
  readonly length: number;
  /** User name beside the value, if the secret has one. */
  readonly username?: string;
  protected readonly grantedArn: string;
  protected readonly key: KeyReference;
  protected override readonly replicaKeys: readonly KeyReference[];

  /**
   * @throws InputError when the name, the description or the recovery window exceeds the limits of Secrets Manager,
   * or two keys are of one region.
   */
  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    validateGeneratedSecret(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, description, key, username, replicaKeys, ...settings } = withDefaults(
      props,
      GENERATED_SECRET_DEFAULTS,
    );
    const secret = new SecretsmanagerSecret(this, "secret", {
      name,
      description,
      kmsKeyId: key.keyArn,
      replica: replicaKeys?.map(({ region, keyArn }) => ({ region, kmsKeyId: keyArn })),
      recoveryWindowInDays: settings.recoveryWindowDays,
      lifecycle: { preventDestroy: settings.deletionProtection },
    });
    const version = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretString: this.content(username),
    });
    this.key = key;
    this.replicaKeys = replicaKeys ?? [];
    this.secretArn = secret.arn;
    this.grantedArn = secret.arn;
    this.length = username === undefined ? 2 * UUID_LENGTH + 1 : UUID_LENGTH;
    this.username = username;
    this.value =
      username === undefined ? version.secretString : Fn.lookup(Fn.jsondecode(version.secretString), "password");
  }

  /**
   * A secret that exists already.
   *
   * @param key - key that encrypts it. @default the AWS managed key, which needs no grant
   * @throws InputError when the ARN is not that of a secret.
   */
  static fromArn(scope: Construct, id: string, secretArn: string, key?: KeyReference): SecretReference {
    return ExistingSecret.withArn(scope, id, secretArn, key);
  }

  /**
   * A secret of the stack's region by its name: one that another stack created, or the replica of one. Its ARN has no
   * random characters; clients of Secrets Manager accept that, while task definitions and proxies need a full ARN.
   *
   * @param key - key of the region that encrypts it. @default the AWS managed key, which needs no grant
   * @throws InputError when the name is not that of a secret, or ends with a hyphen and six characters like an ARN.
   */
  static fromName(scope: Construct, id: string, secretName: string, key?: KeyReference): SecretReference {
    return ExistingSecret.withName(scope, id, secretName, key);
  }

  /** A password has one UUID, because MySQL limits passwords to 41 characters. */
  private content(username: string | undefined): string {
    if (username === undefined) return this.generateValue(`${Fn.uuid()}-${Fn.uuid()}`);
    return Fn.jsonencode({ username, password: this.generateValue(Fn.uuid()) });
  }

  private generateValue(random: string): string {
    // The generic class: cdktf's own DataResource runs `terraform version` at every synthesis.
    const generator = new TerraformResource(this, "value", {
      terraformResourceType: "terraform_data",
      // uuid() differs at every plan; the first value stays.
      lifecycle: { ignoreChanges: ["triggers_replace"] },
    });
    // Not `input`: Terraform copies that to `output`, which plans show in clear.
    generator.addOverride("triggers_replace", { value: Fn.sensitive(random) });
    return Token.asString(generator.interpolationForAttribute("triggers_replace.value"));
  }
}
