import type { App } from "cdktf";
import { AwsStack } from "groundplan/core";
import { Bucket } from "groundplan/data/storage";
import { Distribution } from "groundplan/edge/cdn";
import { Certificate, HostedZone } from "groundplan/edge/dns";
import { WebAcl } from "groundplan/edge/firewall";
import { EncryptionKey } from "groundplan/security";

/** A static site in eu-central-1 with its certificate, web ACL and key of its logs in us-east-1. */
export class StaticSite extends AwsStack<"eu-central-1"> {
  constructor(app: App) {
    super(app, "static-site", {
      account: "111122223333",
      region: "eu-central-1",
      tags: { Environment: "prod", Project: "shop", Owner: "shop-team" },
      state: { bucket: "team-states", region: "eu-central-1", kmsKeyId: "alias/team-states" },
    });
    const regional = this.providerIn("us-east-1");
    const key = new EncryptionKey(this, "site-key", {
      name: "shop-site",
      description: "Files of the site",
      services: ["cloudfront"],
    });
    const logKey = new EncryptionKey(this, "edge-logs-key", {
      name: "shop-edge-logs",
      description: "Logs of the web ACL",
      services: ["logs"],
      regional,
    });
    const logBucket = new Bucket(this, "logs", { name: "shop-site-logs-111122223333", intent: "logs" });
    const site = new Bucket(this, "site", {
      name: "shop-site-111122223333",
      intent: "website",
      key,
      accessLogsTo: logBucket,
    });
    const zone = HostedZone.fromId(this, "zone", { domainName: "example.com", zoneId: "Z0123456789ABCDEFGHIJ" });
    const domainName = "www.example.com";
    const certificate = new Certificate(this, "certificate", { domainName, zoneId: zone.zoneId, regional });
    const { webAclArn } = new WebAcl(this, "web-acl", {
      name: "shop-site",
      regional,
      logKey,
      requestsPerFiveMinutes: 1_000,
    });
    const distribution = new Distribution(this, "distribution", {
      name: "shop-site",
      regional,
      site,
      logBucket,
      webAclArn,
      customDomain: { names: [domainName], certificate },
    });
    zone.addAlias(domainName, distribution);
  }
}
