import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { Construct, type IConstruct } from "constructs";
import {
  Validation,
  providerOfRegion,
  requireProps,
  resourcesIn,
  useProviderOf,
  type RegionalProvider,
} from "../../core";

export interface SecurityHubProps {
  /** Recorder of the region: most controls read the records of AWS Config. */
  readonly recorder: IConstruct;
  /** Region of the hub and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

/**
 * Security Hub in one region of the account, with the standards that AWS enables by default (Foundational Security Best
 * Practices and CIS), one finding for each control. One per account and region.
 */
export class SecurityHub extends Construct {
  /** @throws InputError without a recorder. */
  constructor(scope: Construct, id: string, props: SecurityHubProps) {
    requireProps(scope, id, props, { recorder: "object" });
    new Validation(scope, id).props({ regional: props.regional }, { regional: providerOfRegion() }).throwIfInvalid();
    super(scope, id);
    useProviderOf(this, props.regional);
    const hub = new SecurityhubAccount(this, "account", {
      enableDefaultStandards: true,
      autoEnableControls: true,
      controlFindingGenerator: "SECURITY_CONTROL",
    });
    hub.dependsOn = resourcesIn([props.recorder]);
  }
}
