import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Route53HostedZoneDnssec } from "@cdktf/provider-aws/lib/route53-hosted-zone-dnssec";
import { Route53KeySigningKey } from "@cdktf/provider-aws/lib/route53-key-signing-key";
import type { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import type { Construct } from "constructs";
import { AwsStack, PolicyDocument, type PolicyStatement, type RegionalProvider, type StackLocation } from "../../core";

interface SigningSettings {
  readonly regional: RegionalProvider<"us-east-1">;
  readonly deletionProtection: boolean;
}

/**
 * Signs a zone with a key of KMS (`CreateKeySigningKey`: ECC_NIST_P256 in us-east-1) and returns the DS record that
 * the parent zone needs. Until the parent has it, resolvers treat the zone as unsigned.
 */
export function signZone(scope: Construct, zone: Route53Zone, settings: SigningSettings): string {
  const { provider } = settings.regional;
  const location = AwsStack.of(scope);
  const key = new KmsKey(scope, "signing-key", {
    provider,
    description: `Signs the zone ${zone.nameInput}`,
    customerMasterKeySpec: "ECC_NIST_P256",
    keyUsage: "SIGN_VERIFY",
    deletionWindowInDays: 30,
    policy: new PolicyDocument(scope, "signing-key-policy", keyPolicy(location, zone.arn)).json,
    lifecycle: { preventDestroy: settings.deletionProtection },
  });
  const signingKey = new Route53KeySigningKey(scope, "key-signing-key", {
    hostedZoneId: zone.zoneId,
    keyManagementServiceArn: key.arn,
    name: "key_signing_key",
  });
  // Route 53 enables signing only with an active key-signing key.
  new Route53HostedZoneDnssec(scope, "dnssec", { hostedZoneId: zone.zoneId, dependsOn: [signingKey] });
  return signingKey.dsRecord;
}

/** Key policy of the developer guide of Route 53, limited to this account and zone. */
function keyPolicy({ account, partition }: StackLocation, zoneArn: string): PolicyStatement[] {
  const service: Pick<PolicyStatement, "principals" | "resources"> = {
    resources: ["*"],
    principals: [{ type: "Service", identifiers: ["dnssec-route53.amazonaws.com"] }],
  };
  const ofThisZone = [
    { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
    { test: "ArnEquals", variable: "aws:SourceArn", values: [zoneArn] },
  ];
  const forAwsResources = { test: "Bool", variable: "kms:GrantIsForAWSResource", values: ["true"] };
  return [
    {
      sid: "DelegateToIam",
      actions: ["kms:*"],
      resources: ["*"],
      principals: [{ type: "AWS", identifiers: [`arn:${partition}:iam::${account}:root`] }],
      unscopedBecause: "in a key policy * is this key, and without full delegation no one could administer it",
    },
    {
      ...service,
      sid: "SignZone",
      actions: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
      conditions: ofThisZone,
    },
    { ...service, sid: "CreateGrants", actions: ["kms:CreateGrant"], conditions: [...ofThisZone, forAwsResources] },
  ];
}
