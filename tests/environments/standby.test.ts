import { environmentProblems, type Environment } from "../../environments";
import { environments, prodDr, tooling } from "../fixtures/environments";
import { withSetting } from "./with-setting";

const prod = environments.find(({ name }) => name === "prod")!;

describe("a standby", () => {
  const active = {
    ...prodDr,
    operation: "active",
    database: {
      ...prodDr.database,
      restoreFrom: "arn:aws:rds:us-west-2:123456789012:cluster-snapshot:awsbackup:job-0a1b2c3d",
    },
  } as const;

  test("is valid beside the environment that it replaces, before and after the restore, and alone", () => {
    expect(environmentProblems([...environments, prodDr], tooling)).toEqual([]);
    expect(environmentProblems([...environments, active], tooling)).toEqual([]);
    expect(environmentProblems([prodDr], tooling)).toEqual([]);
  });

  test("takes the domain over when the other environment leaves it", () => {
    const taken = { ...active, site: { ...active.site, aliasRecords: "managed" as const } };
    expect(environmentProblems([prod, taken], tooling)).toEqual([
      expect.objectContaining({ path: "environments/prod-dr.ts", property: "site.domainName" }),
    ]);
    const returnUrls = ["https://shop.example.com"];
    const left = withSetting(
      withSetting(prod, "site.aliasRecords", "absent") as Environment,
      "identity.returnUrls",
      returnUrls,
    );
    expect(environmentProblems([left, taken], tooling)).toEqual([]);
  });

  test.each<[string, string, unknown, string, RegExp]>([
    ["an empty database", "database.restoreFrom", "none", "database.restoreFrom", /would be empty without one/],
    ["a region without the copies", "region", "us-east-1", "region", /us-west-2, the recoveryRegion of prod/],
    ["another account", "account", "210987654321", "account", /123456789012, the account of prod/],
    ["the API's name of the other", "site.apiLabel", "api", "site.apiLabel", /a label that prod does not have/],
    [
      "no way back from sign-in after the move",
      "identity.returnUrls",
      [],
      "identity.returnUrls",
      /site's domain among them/,
    ],
    [
      "an SES identity of the region that is lost",
      "identity.email",
      {
        identityArn: "arn:aws:ses:us-east-1:123456789012:identity/shop.example.com",
        from: "no-reply@shop.example.com",
      },
      "identity.email",
      /identity of its own region/,
    ],
    ["a zone of its own", "site.hostedZone", "create", "site.aliasRecords", /zone that this environment creates/],
  ])("is refused with %s", (_title, path, value, property, allowed) => {
    expect(environmentProblems([prod, withSetting(active, path, value)], tooling)).toContainEqual(
      expect.objectContaining({ path: "environments/prod-dr.ts", property, allowed: expect.stringMatching(allowed) }),
    );
  });

  test("is refused without copies to restore from", () => {
    const copies = { ...prod.backups.hourly, copy: "none" as const };
    const uncopied = { ...prod, backups: { hourly: copies, daily: { ...prod.backups.daily, copy: "none" as const } } };
    expect(environmentProblems([uncopied, prodDr], tooling)).toEqual([
      expect.objectContaining({ property: "standbyFor", value: "prod" }),
    ]);
  });
});
