import { environmentProblems, type Environment, type Standby } from "../environments";
import { environments, tooling } from "./fixtures/environments";

const [dev, staging, prod] = environments as readonly [Environment, Environment, Environment];
const standby = prod.standby as Standby;

const problemsOf = (candidates: readonly unknown[], account: unknown = tooling): string[] =>
  environmentProblems(candidates, account).map(
    ({ path, property, value, allowed }) => `${path} ${property}: ${JSON.stringify(value)}, not ${allowed}`,
  );

test("the environments of SaaS are valid", () => {
  expect(problemsOf(environments)).toEqual([]);
});

test("production that its standby serves is valid", () => {
  expect(problemsOf([dev, staging, { ...prod, active: "standby" }])).toEqual([]);
});

describe("an environment is refused", () => {
  const anotherKey = "arn:aws:kms:us-west-2:210987654321:key/00000000-0000-4000-8000-000000000002";
  test.each<[string, Partial<Environment>, RegExp]>([
    ["without a second region in production", { standby: "none" }, /standby: "none", not a second region in prod/],
    ["without protection in production", { deletionProtection: false }, /deletionProtection: false, not true in/],
    [
      "in one zone",
      { database: { ...prod.database, availability: "one-zone" } },
      /availability: "one-zone", not multi/,
    ],
    [
      "with a replica elsewhere",
      { database: { ...prod.database, replicaZones: ["us-east-1f"] } },
      /replicaZones: \["us/,
    ],
    ["with the name of the account's stack", { name: "account" }, /name: "account", not a name other than account/],
    ["with the name of another stack", { name: "x-standby" }, /name: "x-standby", not a name other than account/],
    ["with the prefix of another", { prefix: "saas-dev" }, /prefix: .*a value that dev does not have/],
    ["with the domain of another", { site: { ...prod.site, domainName: "dev.saas.example.com" } }, /site\.domain/],
    ["below the API of another", { site: { ...prod.site, domainName: "use1.api.dev.saas.example.com" } }, /API of dev/],
    ["with the range of another", { network: { ...prod.network, cidr: "10.70.0.0/16" } }, /does not overlap/],
    ["in another region", { region: "us-west-2" as "us-east-1" }, /region: "us-west-2", not us-east-1/],
    [
      "in another account",
      { account: "210987654321", standby: { ...standby, copiesKeyArn: anotherKey } },
      /not 12345678/,
    ],
    ["with Shield Advanced, without a subscription", { ddosProtection: "advanced" }, /ddosProtection: "advanced"/],
    [
      "with shorter backups than staging",
      { database: { ...prod.database, backupRetentionDays: 2 } },
      /backupRetentionDays: 2, not at least 7, as in staging/,
    ],
    [
      "with provisioned tables that have replicas",
      { tables: { ...prod.tables, capacity: { minUnits: 5, maxUnits: 10 } } },
      /tables\.capacity: .*, not on-demand with a second region/,
    ],
    [
      "that starts from a snapshot of the second region",
      { database: { ...prod.database, restoreFrom: "arn:aws:rds:us-west-2:123456789012:snapshot:saas" } },
      /database\.restoreFrom: .*, not none or the ARN of an RDS snapshot in us-east-1/,
    ],
  ])("%s", (_, differences, message) => {
    const problems = problemsOf([dev, staging, { ...prod, ...differences }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  test.each<[string, Partial<Standby>, RegExp]>([
    ["zones of the main region", { availabilityZones: ["us-east-1a", "us-west-2a"] }, /zones of us-west-2, such as/],
    ["the range of the main region", { network: { ...standby.network, cidr: "10.74.0.0/16" } }, /that of the main reg/],
    ["the range of another one", { network: { ...standby.network, cidr: "10.73.0.0/16" } }, /overlap 10\.73\.0\.0\/16/],
    ["a key of another account", { copiesKeyArn: anotherKey }, /the ARN of a key of the environment's account/],
    [
      "a key of another region",
      { copiesKeyArn: anotherKey.replace("west-2", "east-1") },
      /the ARN of a key in us-west/,
    ],
    ["no keys of the pool", { signIn: { ...standby.signIn, keys: "{}" } }, /signIn\.keys: .*, not a JWKS document/],
    ["a key of the pool cut off", { signIn: { ...standby.signIn, keys: '{"keys":[{"kid":"a}]}' } }, /not a JWKS/],
    ["a key without its numbers", { signIn: { ...standby.signIn, keys: '{"keys":[{"kid":"a"}]}' } }, /not a JWKS/],
    ["another region", { region: "eu-west-1" as "us-west-2" }, /standby/],
  ])("whose second region has %s", (_, differences, message) => {
    const problems = problemsOf([dev, staging, { ...prod, standby: { ...standby, ...differences } }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  test("that a second region serves which it does not have", () => {
    expect(problemsOf([{ ...dev, active: "standby" }, staging, prod])).toEqual([
      'environments/dev.ts active: "standby", not main without a second region',
    ]);
  });

  test("together with an account that is not valid", () => {
    expect(problemsOf(environments, { ...tooling, account: "1", alarmEmails: [] })).toEqual([
      expect.stringMatching(/^environments\/account\.ts account: "1", not /),
      expect.stringMatching(/^environments\/account\.ts alarmEmails: \[\], not at least one address/),
    ]);
  });
});

test("a subscribed account may have Shield Advanced", () => {
  const advanced = [dev, staging, { ...prod, ddosProtection: "advanced" }];
  expect(problemsOf(advanced, { ...tooling, shieldAdvanced: "subscribed" })).toEqual([]);
});
