import { account, choice, email, list, logRetention, text } from "groundplan/environment";
import { z } from "zod";

/** Settings of what an account has once: its trail, threat detection and the logging roles of API Gateway. */
export const accountSchema = z.strictObject({
  owner: text("the team that answers alarms", "name a team"),
  account,
  region: z.literal("us-east-1", { error: "us-east-1; the environments are in it" }),
  logRetentionDays: logRetention,
  alarmEmails: list(email, 1, "at least one address", "name who receives alarms"),
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
  shieldAdvanced: "none",
  deletionProtection: true,
};
