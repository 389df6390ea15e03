import { environmentProblems, type Environment } from "../environments";
import { environments, tooling } from "./fixtures/environments";

const accountSettings = { ...tooling, shieldAdvanced: "none" } as const;

const [dev, advanced, prod] = environments as readonly [Environment, Environment, Environment];
const staging: Environment = { ...advanced, ddosProtection: "standard" };

const problemsOf = (candidates: readonly unknown[], account: unknown = accountSettings): string[] =>
  environmentProblems(candidates, account).map(
    ({ path, property, value, allowed }) => `${path} ${property}: ${JSON.stringify(value)}, not ${allowed}`,
  );

test("the environments of Scale-up are valid", () => {
  expect(problemsOf([dev, staging, prod])).toEqual([]);
});

describe("an environment is refused", () => {
  test.each<[string, Partial<Environment>, RegExp]>([
    [
      "with a name too long for the certificate of its media",
      { site: { ...prod.site, domainName: `${"a".repeat(47)}.example.com` } },
      /site\.domainName: "a+\.example\.com", not at most 58 characters/,
    ],
    [
      "with an origin that has a path",
      { site: { ...prod.site, furtherOrigins: ["https://admin.example.com/"] } },
      /site\.furtherOrigins\.0: "https:\/\/admin\.example\.com\/", not https:\/\/<host>/,
    ],
    ["without a standby in production", { database: { ...prod.database, standby: "none" } }, /database\.standby/],
    ["without protection in production", { deletionProtection: false }, /deletionProtection: false, not true in/],
    ["with the name of the account's stack", { name: "account" }, /name: "account", not a name other than account/],
    ["with the prefix of another", { projectName: "scaleup-dev" }, /projectName: .*a value that dev does not have/],
    ["with the secret of another", { dbPasswordSecretName: "scaleup-dev/database" }, /dbPasswordSecretName: .*dev/],
    ["with the domain of another", { site: { ...prod.site, domainName: "dev.scaleup.example.com" } }, /site\.domain/],
    ["with the range of another", { network: { ...prod.network, cidr: "10.40.0.0/16" } }, /does not overlap/],
    [
      "in another region than the account's stack",
      { region: "us-west-2", recoveryRegion: "us-east-2", availabilityZones: ["us-west-2a", "us-west-2b"] },
      /region: "us-west-2", not us-east-1/,
    ],
    [
      "in a region that AWS does not have",
      { region: "eu-east-1" as "us-east-1" },
      /region: "eu-east-1", not us-east-1,/,
    ],
    [
      "with copies in its own region",
      { recoveryRegion: "us-east-1" },
      /recoveryRegion: "us-east-1", not another region/,
    ],
    [
      "with zones of another region",
      { availabilityZones: ["us-west-2a", "us-west-2b"] },
      /availabilityZones: .*zones of/,
    ],
    [
      "with the prefix of the account's stack",
      { projectName: "shop-account" },
      /projectName: "shop-account", not a name/,
    ],
    ["in another account", { account: "210987654321" }, /account: "210987654321", not 123456789012/],
    ["with a stage that is no part of a URL", { stageName: "show/case" }, /stageName: "show\/case", not letters/],
    ["with a cache that API Gateway does not have", { stageCacheGb: 1 as 0.5 }, /stageCacheGb: 1, not none, 0\.5/],
    ["with Shield Advanced, without a subscription", { ddosProtection: "advanced" }, /ddosProtection: "advanced"/],
    [
      "with shorter backups than staging",
      { database: { ...prod.database, backupRetentionDays: 2 } },
      /backupRetentionDays: 2, not at least 7, as in staging/,
    ],
    ["with an image by tag", { batch: { ...prod.batch, imageDigest: "latest" } }, /batch\.imageDigest: "latest"/],
  ])("%s", (_, differences, message) => {
    const problems = problemsOf([dev, staging, { ...prod, ...differences }], {
      ...accountSettings,
      projectName: "shop",
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  test("together with an account that is not valid", () => {
    expect(problemsOf([dev, staging, prod], { ...accountSettings, account: "1", alarmEmails: [] })).toEqual([
      expect.stringMatching(/^environments\/account\.ts account: "1", not /),
      expect.stringMatching(/^environments\/account\.ts alarmEmails: \[\], not at least one address/),
    ]);
  });
});

test("a subscribed account may have Shield Advanced", () => {
  expect(problemsOf(environments, tooling)).toEqual([]);
});

test("the longest name of a site is valid", () => {
  const site = { ...prod.site, domainName: `${"a".repeat(46)}.example.com` };
  expect(problemsOf([{ ...prod, site }])).toEqual([]);
});
