import { matching } from "groundplan/core";
import { accepted, account, choice, email, list, logRetention, text } from "groundplan/environment";
import { z } from "zod";

const githubName = accepted(matching(/^[\w.-]+$/, "a name without owner and slash", "name owner and repository apart"));
const githubId = accepted(matching(/^[1-9]\d*$/, "a number of GitHub, as text", "ask gh api for the id"));

/** Settings of what an account has once: its trail, threat detection, and the roles of API Gateway and of workflows. */
export const accountSchema = z.strictObject({
  owner: text("the team that answers alarms", "name a team"),
  account,
  region: z.literal("us-east-1", { error: "us-east-1; the environments are in it" }),
  logRetentionDays: logRetention,
  alarmEmails: list(email, 1, "at least one address", "name who receives alarms"),
  /** Repository of GitHub whose workflows deploy the environments. Ids survive a rename. */
  repository: z.strictObject({ owner: githubName, ownerId: githubId, name: githubName, id: githubId }),
  /** `subscribed` once somebody has subscribed the account to Shield Advanced, for a year. */
  shieldAdvanced: choice(["none", "subscribed"]),
  deletionProtection: z.boolean(),
});

export type AccountSettings = z.infer<typeof accountSchema>;

export const accountSettings: AccountSettings = {
  owner: "saas",
  account: "123456789012",
  region: "us-east-1",
  logRetentionDays: 365,
  alarmEmails: ["security-alarms@example.com"],
  repository: { owner: "example", ownerId: "9919", name: "groundplan", id: "1296269" },
  shieldAdvanced: "none",
  deletionProtection: true,
};
