import * as repository from "../../environments";
import { environmentProblems, sharedAccountNotice, type Environment } from "../../environments";
import { InputError } from "../../modules/core";
import { environments, tooling } from "../fixtures/environments";
import { withSetting } from "./with-setting";

const [dev, staging, prod] = environments as [Environment, Environment, Environment];

describe("the environments of the repository", () => {
  test("are valid together", () => {
    expect(environmentProblems(repository.environments, repository.tooling)).toEqual([]);
  });

  test("are promoted to production last", () => {
    const production = repository.environments.map(({ stage }) => stage === "production");
    expect(production).toEqual([...production].sort((one, other) => Number(one) - Number(other)));
  });
});

describe("the fixture environments", () => {
  test("are valid together", () => {
    expect(environmentProblems(environments, tooling)).toEqual([]);
  });

  test("are promoted from dev over staging to prod", () => {
    expect(environments.map(({ name }) => name)).toEqual(["dev", "staging", "prod"]);
  });
});

describe("an environment is refused", () => {
  test.each<[string, string, unknown, Partial<{ property: string; allowed: RegExp; fix: RegExp }>]>([
    ["for an unknown key", "natGateway", "single", { allowed: /no setting of this name/, fix: /spelling/ }],
    ["for an unknown key in a section", "network.natGateway", "single", { allowed: /no setting of this name/ }],
    ["for a missing key", "owner", undefined, { fix: /add the missing setting/ }],
    ["for a missing section", "cache", undefined, { fix: /add the missing setting/ }],
    ["for an account id of 11 digits", "account", "12345678901", { allowed: /12 digits/ }],
    ["for an account id that is a number", "account", 123456789012, { allowed: /expected string/ }],
    ["for a region that does not exist", "region", "us-middle-1", { allowed: /us-east-1/ }],
    [
      "for a zone of another region",
      "availabilityZones",
      ["us-east-1a", "us-west-2b"],
      { allowed: /zones of the environment's region/ },
    ],
    ["for one availability zone", "availabilityZones", ["us-east-1a"], { allowed: /at least two zones/ }],
    ["for the same zone twice", "availabilityZones", ["us-east-1a", "us-east-1a"], { allowed: /each zone once/ }],
    ["for a recovery region equal to its own", "recoveryRegion", "us-east-1", { allowed: /another region/ }],
    ["for host bits in its network", "network.cidr", "10.20.0.1/16", { allowed: /without host bits/ }],
    ["for a network larger than a VPC", "network.cidr", "10.0.0.0/8", { allowed: /\/16 to \/24/ }],
    ["for a network that is none", "network.cidr", "10.20.0.0", { allowed: /IPv4 network/ }],
    [
      "for a network too small for its zones",
      "network.cidr",
      "10.20.0.0/24",
      { allowed: /room for a public and a private subnet in each zone/ },
    ],
    [
      "for private subnets without a way to the services that the application calls",
      "network",
      { cidr: "10.20.0.0/16", natGateways: "none", interfaceEndpoints: ["secretsmanager", "sqs", "ssm"] },
      { property: "network.interfaceEndpoints", allowed: /secretsmanager, sqs, ssm, states without a NAT gateway/ },
    ],
    ["for a public address range", "network.cidr", "52.20.0.0/16", { allowed: /inside 10\.0\.0\.0\/8/ }],
    ["for a second factor that nobody can enroll", "identity.mfa", "optional", { allowed: /required, off/ }],
    [
      "for a sender without an SES identity",
      "identity.email",
      "ses",
      { allowed: /cognito or \{ identityArn, from \}/ },
    ],
    ["for an unknown second factor of operators", "operatorMfa", "no", { allowed: /aws, identity-provider/ }],
    ["for an unknown NAT mode", "network.natGateways", "two", { allowed: /none, single, per-az/ }],
    ["for a domain without a zone", "site.hostedZone", "none", { allowed: /exactly when there is a domainName/ }],
    ["for a zone without a domain", "site.domainName", "none", { property: "site.hostedZone" }],
    ["for a domain with a wildcard", "site.domainName", "*.example.com", { fix: /without scheme, path, wildcard/ }],
    ["for a zone id that is a name", "site.hostedZone", "example.com", { allowed: /id of a hosted zone/ }],
    ["for a third of an ACU", "database.minCapacityAcu", 0.75, { allowed: /multiple of 0.5/ }],
    ["for more ACU than Aurora has", "database.maxCapacityAcu", 257, { allowed: /to 256/ }],
    ["for a minimum above the maximum", "database.minCapacityAcu", 8, { allowed: /at most maxCapacityAcu/ }],
    [
      "for more executions than the database has connections",
      "compute.maxConcurrency",
      370,
      { allowed: /connections/ },
    ],
    [
      "for more payments at once than the database has connections",
      "compute.paymentConcurrency",
      549,
      { property: "compute.maxConcurrency", allowed: /connections/ },
    ],
    ["for no payments at all", "compute.paymentConcurrency", 0, { allowed: /from 1 to 1000/ }],
    [
      "for an alarm that no number of executions raises",
      "alarms.thresholds.database-connections",
      117,
      { allowed: /less than all executions/ },
    ],
    ["for more warm executions than it allows", "compute.provisionedConcurrency", 101, { allowed: /maxConcurrency/ }],
    [
      "for one execution of the worker, which SQS cannot limit to",
      "compute.workerConcurrency",
      1,
      { allowed: /2 to 1000/ },
    ],
    ["for an unknown way to sign up", "identity.signUp", "anybody", { allowed: /self-service, administrators/ }],
    ["for a database without an instance", "database.instances", 0, { allowed: /from 1 to 15/ }],
    ["for backups kept longer than Aurora keeps them", "database.backupRetentionDays", 36, { allowed: /from 1 to 35/ }],
    ["for a snapshot that is a name", "database.restoreFrom", "last-night", { allowed: /ARN of a cluster snapshot/ }],
    ["for a cache above the service's limit", "cache.maxStorageGb", 5_001, { allowed: /to 5000/ }],
    ["for a cache's minimum above its maximum", "cache.minStorageGb", 11, { allowed: /at most maxStorageGb/ }],
    ["for fewer ECPU than the service takes", "cache.maxEcpuPerSecond", 999, { allowed: /from 1000/ }],
    ["for a retention that CloudWatch does not offer", "logs.retentionDays", 45, { allowed: /60, 90/ }],
    ["for a five-field cron", "backups.hourly.schedule", "cron(0 * * * ?)", { allowed: /one minute and \?/ }],
    ["for a rate instead of a cron", "backups.hourly.schedule", "rate(1 hour)", { allowed: /cron\(/ }],
    ["for backups every minute", "backups.hourly.schedule", "cron(* * * * ? *)", { fix: /at most hourly/ }],
    [
      "for both day fields of a cron",
      "backups.daily.schedule",
      "cron(0 5 1 * 1 *)",
      { allowed: /\? in one of the day fields/ },
    ],
    ["for recovery points that are never kept", "backups.hourly.deleteAfterDays", 0, { allowed: /from 1/ }],
    [
      "for deletion before cold storage is paid off",
      "backups.daily.coldStorageAfterDays",
      30,
      { property: "backups.daily.deleteAfterDays", allowed: /at least 90 days after/ },
    ],
    [
      "for a wildcard e-mail",
      "alarms.emails",
      ["*@example.com"],
      { property: "alarms.emails.0", fix: /not to patterns/ },
    ],
    ["for no e-mail", "alarms.emails", [], { allowed: /at least one address/ }],
    ["for an unknown alarm", "alarms.thresholds.disk", 1, { allowed: /no setting of this name/ }],
    ["for an owner of no name", "owner", "", { allowed: /a team or person/ }],
    [
      "for names over a service's limit after prefixing",
      "project",
      "groundplan-platform-1-of-2",
      { allowed: /at most 20/ },
    ],
    [
      "for the image tag latest",
      "compute.image",
      { tag: "latest" },
      { property: "compute.image.tag", allowed: /never latest/ },
    ],
    ["for a digest that is too short", "compute.image.digest", "sha256:abc", { allowed: /64 hexadecimal digits/ }],
    ["for an image by nothing", "compute.image", {}, { allowed: /digest/ }],
    ["for a timeout longer than the API waits", "compute.timeoutSeconds", 31, { allowed: /from 1 to 30/ }],
    ["for a pilot light that replaces nothing", "operation", "pilot-light", { allowed: /no standby/ }],
    [
      "for a snapshot of another region",
      "database.restoreFrom",
      "arn:aws:rds:us-west-2:123456789012:cluster-snapshot:latest",
      { allowed: /of the environment's region/ },
    ],
    ["for engine 15", "database.engineVersion", "15.4", { allowed: /Aurora PostgreSQL 16/ }],
    ["for a domain that nobody manages", "site.aliasRecords", "absent", { property: "identity.returnUrls" }],
    [
      "for a site with a path",
      "identity.returnUrls",
      ["https://a.example.com/"],
      { property: "identity.returnUrls.0" },
    ],
    [
      "for recovery zones of its own region",
      "recoveryZones",
      ["us-east-1a", "us-east-1b"],
      { allowed: /recoveryRegion/ },
    ],
    ["for one recovery zone", "recoveryZones", ["us-west-2a", "us-west-2a"], { allowed: /each once/ }],
    ["for a wildcard operator", "operators", ["arn:aws:iam::123456789012:role/*"], { property: "operators.0" }],
    ["for another region than the image repository", "region", "us-west-1", { allowed: /us-east-1 or us-west-2/ }],
    ["for another project than the image repository", "project", "shop", { allowed: /groundplan/ }],
  ])("%s", (_title, path, value, { property = path, allowed = /./, fix = /./ }) => {
    expect(environmentProblems([withSetting(staging, path, value)], tooling)).toContainEqual({
      path: "environments/staging.ts",
      property,
      value: property === path ? value : expect.anything(),
      allowed: expect.stringMatching(allowed),
      fix: expect.stringMatching(fix),
    });
  });

  test("for a prefix that leaves no room for suffixes", () => {
    const candidate = { ...staging, project: "a-long-project-name1", name: "long-staging" };
    expect(
      environmentProblems([{ ...candidate, name: "long-staging" }], { ...tooling, project: candidate.project }),
    ).toContainEqual(
      expect.objectContaining({ property: "name", allowed: expect.stringContaining("32 characters together") }),
    );
  });

  test("for a name in capitals", () => {
    expect(environmentProblems([{ ...staging, name: "Staging" }], tooling)).toContainEqual(
      expect.objectContaining({ path: "environments/Staging.ts", property: "name", value: "Staging" }),
    );
  });

  test("for not being an object at all", () => {
    expect(environmentProblems(["staging"], tooling)).toContainEqual(
      expect.objectContaining({ path: "environments/?.ts", property: "", value: "staging" }),
    );
  });
});

describe("tooling is refused", () => {
  test.each([
    ["baseImage", "public.ecr.aws/lambda/nodejs:22", /image by digest/],
    ["rdsCertificatesSha256", "latest", /64 hexadecimal digits/],
    ["keepImages", 4, /5 to 1000/],
  ])("for %s %s", (property, value, allowed) => {
    expect(environmentProblems(environments, { ...tooling, [property]: value })).toContainEqual(
      expect.objectContaining({
        path: "environments/tooling.ts",
        property,
        value,
        allowed: expect.stringMatching(allowed),
      }),
    );
  });
});

describe("production is refused", () => {
  test.each<[string, string, unknown, RegExp]>([
    ["without deletion protection", "deletionProtection", false, /true in production/],
    ["with an image by tag", "compute.image", { tag: "1.2.3" }, /a digest in production/],
    ["with a database that cannot fail over", "database.instances", 1, /at least 2/],
    [
      "with Cognito as the sender of self-service sign-up",
      "identity.email",
      "cognito",
      /an SES identity in production/,
    ],
    ["with a firewall that only counts", "firewall.mode", "count", /block in production/],
  ])("%s", (_title, path, value, allowed) => {
    expect(environmentProblems([withSetting(prod, path, value)], tooling)).toContainEqual(
      expect.objectContaining({
        path: "environments/prod.ts",
        property: path,
        value,
        allowed: expect.stringMatching(allowed),
      }),
    );
    expect(environmentProblems([withSetting(dev, path, value)], tooling)).toEqual([]);
  });

  test.each([
    ["database.backupRetentionDays", 6],
    ["backups.hourly.deleteAfterDays", 6],
    ["backups.daily.deleteAfterDays", 89],
    ["cache.snapshotRetentionDays", 0],
    ["logs.retentionDays", 60],
  ])("with less %s than staging", (path, value) => {
    expect(environmentProblems([staging, withSetting(prod, path, value)], tooling)).toContainEqual(
      expect.objectContaining({
        path: "environments/prod.ts",
        property: path,
        value,
        allowed: expect.stringContaining("as in staging"),
      }),
    );
  });
});

describe("HSTS for all subdomains", () => {
  const withDomain = (domainName: string) => withSetting(staging, "site.domainName", domainName);

  test.each(["example.com", "example.co.uk", "example.com.au", "example.org"])("is refused for %s", (domainName) => {
    expect(environmentProblems([withDomain(domainName)], tooling)).toEqual([
      expect.objectContaining({
        property: "site.strictTransportSecurity",
        allowed: expect.stringContaining("host for"),
      }),
    ]);
  });

  test.each(["shop.example.com", "shop.example.co.uk", "com.example.io"])("is accepted for %s", (domainName) => {
    expect(environmentProblems([withDomain(domainName)], tooling)).toEqual([]);
  });
});

describe("the sender of a user pool", () => {
  const ARN = "arn:aws:ses:us-east-1:123456789012:identity/shop.example.com";
  const withEmail = (identityArn: string, from: string) => withSetting(prod, "identity.email", { identityArn, from });

  test.each([
    [ARN, "no-reply@shop.example.com"],
    [ARN, "Shop <no-reply@mail.shop.example.com>"],
    [ARN.replace("us-east-1", "eu-west-1"), "no-reply@shop.example.com"],
    [ARN.replace("shop.example.com", "ada@example.com"), "Ada <ada@example.com>"],
  ])("is accepted with %s and %s", (identityArn, from) => {
    expect(environmentProblems([withEmail(identityArn, from)], tooling)).toEqual([]);
  });

  test.each([
    ["another region", ARN.replace("us-east-1", "ap-south-1"), "no-reply@shop.example.com"],
    ["another domain", ARN, "no-reply@example.org"],
    ["a domain that only ends alike", ARN, "no-reply@myshop.example.com"],
    ["the domain above", ARN, "no-reply@example.com"],
    ["another address", ARN.replace("shop.example.com", "ada@example.com"), "bob@example.com"],
  ])("is refused with %s", (_what, identityArn, from) => {
    expect(environmentProblems([withEmail(identityArn, from)], tooling)).toEqual([
      expect.objectContaining({
        path: "environments/prod.ts",
        property: "identity.email",
        allowed: expect.stringContaining("environment's region"),
      }),
    ]);
  });
});

describe("environments are refused together", () => {
  test.each(["10.20.0.0/16", "10.20.16.0/20"])("when %s overlaps 10.20.0.0/16", (cidr) => {
    expect(environmentProblems([staging, withSetting(dev, "network.cidr", cidr)], tooling)).toContainEqual(
      expect.objectContaining({ path: "environments/dev.ts", property: "network.cidr", value: cidr }),
    );
  });

  test("when they have one domain, of which CloudFront would refuse the second", () => {
    const domainName = prod.site.domainName;
    const twin = { ...staging, site: { ...staging.site, domainName, hostedZone: "Z0123456789PROD" } };
    expect(environmentProblems([twin, prod], tooling)).toContainEqual(
      expect.objectContaining({ path: "environments/prod.ts", property: "site.domainName", value: domainName }),
    );
  });

  test("when their functions reserve more concurrency than their account and region have", () => {
    const limited = (accountConcurrency: number) =>
      [dev, staging, prod].map((one) => ({ ...one, compute: { ...one.compute, accountConcurrency } }));
    const sum = [dev, staging, prod].reduce(
      (total, { compute }) =>
        total + compute.maxConcurrency + compute.workerConcurrency + compute.paymentConcurrency + 2,
      0,
    );
    expect(environmentProblems(limited(sum + 100), tooling)).toEqual([]);
    expect(environmentProblems(limited(sum + 99), tooling)).toEqual([
      expect.objectContaining({
        property: "compute.maxConcurrency",
        allowed: expect.stringContaining(`reserve ${sum}`),
      }),
    ]);
  });

  test("when they have the same name", () => {
    const site = { ...staging.site, domainName: "none", hostedZone: "none" };
    const twin = { ...staging, site, network: { ...staging.network, cidr: "10.40.0.0/16" } };
    expect(environmentProblems([staging, twin], tooling)).toEqual([
      expect.objectContaining({ property: "name", value: "staging", allowed: "a value that staging does not have" }),
    ]);
  });
});

describe("production in the account of the pipelines", () => {
  const none = { ...tooling, sharedAccount: "none" };
  const elsewhere = { ...prod, account: "210987654321" };
  const words = { reason: "One account until the move in March, accepted by Ada", decidedOn: "2026-11-29" };

  test("is refused without a reason", () => {
    expect(environmentProblems(environments, none)).toEqual([
      {
        path: "environments/tooling.ts",
        property: "sharedAccount",
        value: "none",
        allowed: "{ reason, decidedOn }, because prod shares account 123456789012 with the pipelines",
        fix: "move production to another account, or give the reason why it stays there",
      },
    ]);
    expect(environmentProblems([dev, staging], none)).toEqual([]);
    expect(environmentProblems([dev, staging, elsewhere], none)).toEqual([]);
  });

  test.each([
    [{ ...words, reason: "" }, "sharedAccount"],
    [{ ...words, reason: "because          yes" }, "sharedAccount"],
    [{ ...words, decidedOn: "2026-02-30" }, "sharedAccount"],
    [{ ...words, decidedOn: "yesterday" }, "sharedAccount"],
    [{ reason: words.reason }, "sharedAccount"],
    [true, "sharedAccount"],
    [{ ...words, until: "2027" }, "sharedAccount"],
  ])("is refused with the words %j", (sharedAccount, property) => {
    const problems = environmentProblems(environments, { ...tooling, sharedAccount });
    expect(problems).toEqual([
      expect.objectContaining({ path: "environments/tooling.ts", property: expect.stringContaining(property) }),
    ]);
  });

  test("is printed with its reason", () => {
    const shared = { ...tooling, sharedAccount: words };
    expect(environmentProblems(environments, shared)).toEqual([]);
    expect(sharedAccountNotice(environments, shared)).toBe(
      "shared account: prod and the pipelines in 123456789012, decided on 2026-11-29: One account until the move in March, accepted by Ada",
    );
    expect(sharedAccountNotice([dev, staging], shared)).toBeUndefined();
    expect(sharedAccountNotice(environments, { ...tooling, sharedAccount: "none" })).toBeUndefined();
  });

  test("needs no reason where it has an account of its own", () => {
    expect(environmentProblems([dev, elsewhere], { ...tooling, sharedAccount: words })).toEqual([
      expect.objectContaining({ property: "sharedAccount", allowed: "none" }),
    ]);
    expect(environmentProblems([dev], { ...tooling, sharedAccount: words })).toEqual([]);
  });
});

describe("an environment's name is refused", () => {
  const named = (name: string) => ({ ...dev, name });

  test.each(["bootstrap", "delivery", "tfstate", "deploy", "plan-b"])("as %s", (name) => {
    expect(environmentProblems([named(name)], tooling)).toContainEqual(
      expect.objectContaining({ property: "name", value: name, allowed: expect.stringContaining("begins with") }),
    );
  });

  test("if a stack of another environment has it", () => {
    expect(environmentProblems([named("qa"), { ...staging, name: "qa-recovery" }], tooling)).toEqual([
      expect.objectContaining({ property: "name", value: "qa-recovery" }),
    ]);
  });

  test.each(["planet", "apiary", "qa", "prod-dr"])("but %s is accepted", (name) => {
    expect(environmentProblems([named(name)], tooling)).toEqual([]);
  });
});

test("tooling is checked as strictly, and without an environment there is nothing to deploy", () => {
  expect(environmentProblems([], { ...tooling, repository: "https://example.com/repo", account: "1" })).toEqual([
    expect.objectContaining({ path: "environments/tooling.ts", property: "account" }),
    expect.objectContaining({ path: "environments/tooling.ts", property: "repository" }),
    expect.objectContaining({ path: "environments", property: "environments", value: [] }),
  ]);
});

test("reports all problems of all environments in one message", () => {
  const candidates = [withSetting(dev, "account", "1"), withSetting(staging, "logs.retentionDays", 45)];
  expect(new InputError(environmentProblems(candidates, tooling)).message).toBe(
    [
      "2 invalid settings:",
      '  environments/dev.ts: account: got "1"; allowed: an AWS account id of 12 digits; copy it from the account\'s page, and write it in quotes.',
      "  environments/staging.ts: logs.retentionDays: got 45; allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653; CloudWatch Logs offers no other period.",
    ].join("\n"),
  );
});
