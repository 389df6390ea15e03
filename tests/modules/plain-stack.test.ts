import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { HttpApi } from "../../modules/api/http";
import type { KeyReference } from "../../modules/core";
import { Certificate, HostedZone } from "../../modules/edge/dns";
import { RegionalWebAcl } from "../../modules/edge/firewall";
import { AlarmTopic } from "../../modules/observability";
import { BackupPlan, BackupVault } from "../../modules/recovery";

const key: KeyReference = {
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
  region: "eu-west-1",
  grantUse: () => {},
};

/** A stack of a user with a provider that reads its region and account from the environment. */
function synthesizePlain(define: (stack: TerraformStack) => void): string {
  const stack = new TerraformStack(Testing.stubVersion(new App({ stackTraces: false })), "plain");
  new AwsProvider(stack, "AWS", {});
  define(stack);
  return Testing.synth(stack);
}

test("modules accept a stack whose region is unknown until plan", () => {
  const config = synthesizePlain((stack) => {
    const vault = new BackupVault(stack, "vault", { name: "shop", key });
    const rules = [{ name: "daily", schedule: "cron(0 3 * * ? *)", deleteAfterDays: 35 }];
    const selection = { tag: { key: "backup", value: "shop" }, arns: [] };
    new BackupPlan(stack, "plan", { name: "shop", vault, rules, selection });
    new AlarmTopic(stack, "topic", { name: "shop", key, emails: ["ops@example.com"] });
    const acl = new RegionalWebAcl(stack, "acl", { name: "shop", logKey: key });
    acl.protect("live", "arn:aws:apigateway:us-west-2::/restapis/0a1b2c/stages/live");
    const zone = HostedZone.fromId(stack, "zone", { domainName: "example.com", zoneId: "Z0123456789" });
    new Certificate(stack, "certificate", { domainName: zone.domainName, zoneId: zone.zoneId });
    const alias = "arn:aws:lambda:us-east-1:111122223333:function:shop:live";
    const invokeArn = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${alias}/invocations`;
    new HttpApi(stack, "api", {
      name: "shop",
      stageName: "live",
      routes: [{ routeKey: new TerraformVariable(stack, "route", { type: "string" }).stringValue }],
      handler: { functionName: "shop", aliasName: "live", invokeArn, timeoutSeconds: 20 },
      cors: { allowOrigins: [], allowMethods: [], allowHeaders: [] },
      throttling: { requestsPerSecond: 10, burst: 20 },
      logKey: key,
    });
  });
  expect(config).toContain("data.aws_region.");
  expect(config).toContain("data.aws_caller_identity.");
});

test("a web ACL whose region is unknown until plan protects no HTTP API", () => {
  const protect = () =>
    synthesizePlain((stack) => {
      const acl = new RegionalWebAcl(stack, "acl", { name: "shop", logKey: key });
      acl.protect("live", "arn:aws:apigateway:us-west-2::/apis/0a1b2c/stages/live");
    });
  expect(protect).toThrow("load balancer, user pool or AppSync API; pass stageArn of a REST API");
});

test("modules refuse a key of another region than the provider's", () => {
  const inOhio = () => {
    const stack = new TerraformStack(new App({ stackTraces: false }), "plain");
    new AwsProvider(stack, "AWS", { region: "us-east-2" });
    new BackupVault(stack, "vault", { name: "shop", key });
  };
  expect(inOhio).toThrow(/plain\/vault: key.region: got "eu-west-1"; allowed: the vault's region, us-east-2/);
});

test("a stack can name another version of the AWS provider than that of the bindings", () => {
  const config = synthesizePlain((stack) => {
    stack.addOverride("terraform.required_providers.aws.version", "5.100.0");
    new BackupVault(stack, "vault", { name: "shop", key });
  });
  const { terraform } = JSON.parse(config) as { terraform: { required_providers: Record<string, object> } };
  expect(terraform.required_providers["aws"]).toEqual({ source: "aws", version: "5.100.0" });
});
