import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn, TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { Validation, checkName, readSecretStatements, type Grantee, type KeyReference } from "../core";

export interface GeneratedSecretProps {
  /** Physical name. At most 512 characters. */
  readonly name: string;
  /** What the secret opens. */
  readonly description: string;
  /** The key that encrypts the secret, of the stack's region. */
  readonly key: KeyReference;
  /** Days for which a deleted secret can be restored and its name is taken: 7 to 30, or 0 to delete at once. @default 30 */
  readonly recoveryWindowDays?: number;
  /** Refuse any plan that would delete the secret. @default true */
  readonly deletionProtection?: boolean;
}

export const GENERATED_SECRET_DEFAULTS = { recoveryWindowDays: 30, deletionProtection: true } as const;

/**
 * Stateful. A secret that nobody types and no file holds: Terraform draws 244 random bits at the first apply, shows them in no plan
 * and keeps them until they are rotated.
 *
 * `terraform_data` is built into Terraform, so drawing needs no further provider. The value stands in the state, as everything that
 * Terraform passes on to another resource does; the state is encrypted. To rotate:
 * `terraform apply -replace=terraform_data.<id>_value_<hash>`. Readers see the new value before every holder has it (CloudFront takes minutes), so
 * they accept the version `AWSPREVIOUS` too; a value that has leaked is therefore rotated twice.
 */
export class GeneratedSecret extends Construct {
  readonly secretArn: string;
  /** The secret itself, for a resource that has to hold it. Sensitive: plans and logs hide it. Known once the secret is stored. */
  readonly value: string;
  private readonly key: KeyReference;

  /** @throws InputError when the name, the description or the recovery window is not what Secrets Manager accepts. */
  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    const { name, description, key } = props;
    const {
      recoveryWindowDays = GENERATED_SECRET_DEFAULTS.recoveryWindowDays,
      deletionProtection = GENERATED_SECRET_DEFAULTS.deletionProtection,
    } = props;
    validate(scope, id, props);
    super(scope, id);
    const secret = new SecretsmanagerSecret(this, "secret", {
      name,
      description,
      kmsKeyId: key.keyArn,
      recoveryWindowInDays: recoveryWindowDays,
      lifecycle: { preventDestroy: deletionProtection },
    });
    const version = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretString: this.drawValue(),
    });
    this.key = key;
    this.secretArn = secret.arn;
    this.value = version.secretString;
  }

  /** Lets the grantee's role read the secret. */
  grantRead(grantee: Grantee): void {
    readSecretStatements(this, this.secretArn, this.key).forEach((statement) => grantee.addStatement(statement));
  }

  private drawValue(): string {
    // The generic class: cdktf's own DataResource runs `terraform version` at every synthesis.
    const drawn = new TerraformResource(this, "value", {
      terraformResourceType: "terraform_data",
      // uuid() differs at every plan; only the first one is kept.
      lifecycle: { ignoreChanges: ["triggers_replace"] },
    });
    // Not `input`: Terraform copies that to `output`, which plans show in clear.
    drawn.addOverride("triggers_replace", { value: Fn.sensitive(`${Fn.uuid()}-${Fn.uuid()}`) });
    return Token.asString(drawn.interpolationForAttribute("triggers_replace.value"));
  }
}

function validate(scope: Construct, id: string, { name, description, recoveryWindowDays }: GeneratedSecretProps): void {
  const validation = new Validation(scope, id)
    .matches("description", description, /^.{1,2048}$/s, "1 to 2048 characters", "say what the secret opens")
    .check(
      recoveryWindowDays === undefined || recoveryWindowDays === 0 || isRecoveryWindow(recoveryWindowDays),
      "recoveryWindowDays",
      recoveryWindowDays,
      "a whole number from 7 to 30, or 0",
      "choose how long a mistaken deletion can be undone",
    );
  checkName(validation, "secret name", name);
  validation.throwIfInvalid();
}

function isRecoveryWindow(days: number): boolean {
  return Number.isInteger(days) && days >= 7 && days <= 30;
}
