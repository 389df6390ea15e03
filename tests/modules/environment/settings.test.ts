import { z } from "zod";
import {
  account,
  accepted,
  backupRule,
  backupSchedule,
  choice,
  cidr,
  clusterSnapshot,
  domainName,
  email,
  hostedZone,
  image,
  list,
  logRetention,
  multipleOf,
  namePrefix,
  orNone,
  principalArn,
  region,
  schemaProblems,
  text,
  wholeNumber,
} from "../../../modules/environment";

const problemOf = (setting: z.ZodType, value: unknown): string => {
  const problems = schemaProblems("environments/dev.ts", z.strictObject({ setting }), { setting: value });
  return problems.map(({ property, allowed, fix }) => `${property}: ${allowed}; ${fix}`).join("\n");
};

const SCHEDULE = "cron(0 5 * * ? *)";
const DIGEST = `sha256:${"a".repeat(64)}`;

describe("a setting", () => {
  test.each<[string, z.ZodType, unknown, unknown, string]>([
    ["choice", choice(["a", "b"]), "a", "c", "setting: a, b; choose one"],
    ["wholeNumber", wholeNumber(1, 5, "fix"), 5, 6, "setting: a whole number from 1 to 5; fix"],
    ["wholeNumber", wholeNumber(1, 5, "fix"), 1, 0, "setting: a whole number from 1 to 5; fix"],
    ["wholeNumber", wholeNumber(1, 5, "fix"), 2, 2.5, "setting: a whole number from 1 to 5; fix"],
    ["multipleOf", multipleOf(0.5, 1, 2, "fix"), 1.5, 1.25, "setting: a multiple of 0.5 from 1 to 2; fix"],
    ["text", text("a team", "name one"), "x", "", "setting: a team; name one"],
    ["list", list(z.string(), 2, "two", "add one"), ["a", "b"], ["a"], "setting: two; add one"],
    ["account", account, "111122223333", "1111222233", "setting: an AWS account id of 12 digits; copy it from"],
    ["region", region, "ap-southeast-7", "us-east-9", "setting: us-east-1, us-east-2"],
    ["logRetention", logRetention, 3653, 45, "setting: 1, 3, 5, 7"],
    ["namePrefix", namePrefix(4), "shop", "shops", "setting: at most 4 lower-case letters"],
    ["namePrefix", namePrefix(9), "shop-dev", "shop--dev", "setting: at most 9 lower-case letters"],
    ["email", email, "a@example.com", "*@example.com", "setting: one e-mail address; SNS sends"],
    [
      "principalArn",
      principalArn,
      "arn:aws:iam::111122223333:role/a",
      "arn:aws:iam::111122223333:role/*",
      "setting: the",
    ],
    ["domainName", domainName, "none", "*.example.com", "setting: none or a lower-case domain name"],
    ["domainName", domainName, "xn--shop.xn--p1ai", "Example.com", "setting: none or a lower-case domain name"],
    ["hostedZone", hostedZone, "create", "example.com", "setting: none or create or the id of a hosted zone"],
    ["clusterSnapshot", clusterSnapshot, "none", "last-night", "setting: none or the ARN of a cluster snapshot"],
    ["image", image, { digest: DIGEST }, {}, "setting: { digest } or { tag }; name the image to run"],
    ["image by digest", image, { tag: "1.2.3" }, { digest: "sha256:1" }, "setting.digest: sha256: and 64 hexadecimal"],
    ["image by tag", image, { tag: "1.2.3" }, { tag: "latest" }, "setting.tag: an immutable tag, never latest"],
    ["backupSchedule", backupSchedule, SCHEDULE, "cron(* * * * ? *)", "setting: cron(minute hour day"],
    ["cidr", cidr(), "10.20.0.0/16", "10.20.0.0/8", "setting: an IPv4 network of /16 to /24 without host bits"],
    ["cidr", cidr(20, 28), "10.20.0.0/28", "10.20.0.0/16", "setting: an IPv4 network of /20 to /28"],
    ["cidr", cidr(), "10.20.0.0/16", "10.20.0.1/16", "without host bits, such as 10.20.0.0/16; write 10.20.0.0/16"],
    ["accepted", accepted(orNone(() => [{ allowed: "x", fix: "y" }])), "none", "z", "setting: none or x; y"],
  ])("%s accepts its values and describes them", (_name, setting, valid, invalid, message) => {
    expect(problemOf(setting, valid)).toBe("");
    expect(problemOf(setting, invalid)).toContain(message);
  });

  test("of backups retains cold recovery points for 90 days, up to 36,500 days in all", () => {
    const rule = { schedule: SCHEDULE, deleteAfterDays: 36_500, coldStorageAfterDays: 36_410 };
    expect(problemOf(backupRule, rule)).toBe("");
    expect(problemOf(backupRule, { ...rule, coldStorageAfterDays: 36_411 })).toContain("from 1 to 36410");
    expect(problemOf(backupRule, { ...rule, deleteAfterDays: 36_499 })).toContain(
      "setting.deleteAfterDays: at least 90 days after coldStorageAfterDays",
    );
    expect(problemOf(backupRule, { schedule: SCHEDULE, deleteAfterDays: 1 })).toBe("");
  });

  test("of the wrong type has the message of zod and a general fix", () => {
    expect(problemOf(account, 111122223333)).toMatch(/expected string.*; correct the value/);
  });
});
