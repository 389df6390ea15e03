import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin";
import {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Construct } from "constructs";
import { AwsStack } from "../../core";
import { isCloudFrontOnly, prefixListOf, type LoadBalancerExposure } from "./exposure";
import { HTTPS_PORT, HTTP_PORT } from "./listeners";

/**
 * Opens the security group to the clients of an exposure. CloudFront's prefix list counts as 55 of a group's 60 rules,
 * so it is admitted to one port only.
 */
export function admitClients(scope: Construct, securityGroupId: string, exposure: LoadBalancerExposure): void {
  const admit = (id: string, port: number, source: Partial<VpcSecurityGroupIngressRuleConfig>): void => {
    new VpcSecurityGroupIngressRule(scope, id, {
      ...source,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      securityGroupId,
    });
  };
  if (exposure.from === "internet") {
    admit("https-from-anywhere", HTTPS_PORT, { cidrIpv4: "0.0.0.0/0", description: "HTTPS from the internet" });
    admit("http-from-anywhere", HTTP_PORT, { cidrIpv4: "0.0.0.0/0", description: "HTTP to redirect to HTTPS" });
  }
  if (isCloudFrontOnly(exposure)) {
    const prefixListId = prefixListOf(exposure, AwsStack.of(scope).region);
    admit("https-from-cloudfront", HTTPS_PORT, { prefixListId, description: "HTTPS from CloudFront" });
  }
}

/** Creates the VPC origin of an internal load balancer and returns its id. CloudFront accepts at most TLS 1.2 here. */
export function createVpcOrigin(scope: Construct, name: string, arn: string): string {
  return new CloudfrontVpcOrigin(scope, "vpc-origin", {
    vpcOriginEndpointConfig: [
      {
        name,
        arn,
        httpPort: HTTP_PORT,
        httpsPort: HTTPS_PORT,
        originProtocolPolicy: "https-only",
        originSslProtocols: [{ items: ["TLSv1.2"], quantity: 1 }],
      },
    ],
  }).id;
}
