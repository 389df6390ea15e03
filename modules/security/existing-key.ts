import { Construct } from "constructs";
import { AwsStack, isKnown, type AwsRegion, type Grantee, type KeyReference, type KeyService } from "../core";
import { useOfKey } from "./encryption-key-grants";
import { validateKeyArn } from "./encryption-key-validation";

/** The region that a literal key ARN names; any region for other strings. */
export type RegionOfKey<Arn extends string> =
  Arn extends `arn:${string}:kms:${infer Region extends AwsRegion}:${string}` ? Region : AwsRegion;

export interface ExistingKeySettings {
  /** Services that the key policy admits already, each limited to the account. @default none */
  readonly services?: readonly KeyService[];
}

/** A key that another stack or tool created. Creates no resource. */
export class ExistingKey<Arn extends string> extends Construct implements KeyReference<RegionOfKey<Arn>> {
  readonly region: RegionOfKey<Arn>;

  /** @throws InputError when the ARN is not that of a key. */
  constructor(
    scope: Construct,
    id: string,
    readonly keyArn: Arn,
    private readonly settings: ExistingKeySettings,
  ) {
    validateKeyArn(scope, id, keyArn);
    super(scope, id);
    this.region = (isKnown(keyArn) ? keyArn.split(":")[3] : AwsStack.of(this).region) as RegionOfKey<Arn>;
  }

  grantUse(grantee: Grantee): void {
    grantee.addStatement(useOfKey(this, this.keyArn));
  }

  /** Returns whether the key policy admits a service already; it belongs to another stack or tool. */
  admit(service: KeyService): boolean {
    return this.settings.services?.includes(service) ?? false;
  }
}
