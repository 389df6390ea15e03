import { account, choice, email, list, logRetention, namePrefix, region, text } from "groundplan/environment";
import { z } from "zod";

/** Settings of what an account has once: its trail, threat detection and the logging role of API Gateway. */
export const accountSchema = z.strictObject({
  /** Name of the system: value of the tag `Project`, and beginning of the names of this stack and of all states. */
  projectName: namePrefix(24),
  owner: text("the team that answers alarms", "name a team"),
  account,
  /** Region of the states and of every environment, because the role by which API Gateway writes logs is regional. */
  region,
  logRetentionDays: logRetention,
  alarmEmails: list(email, 1, "at least one address", "name who receives alarms"),
  /** `subscribed` once somebody has subscribed the account to Shield Advanced, for a year. */
  shieldAdvanced: choice(["none", "subscribed"]),
  deletionProtection: z.boolean(),
});

export type AccountSettings = z.infer<typeof accountSchema>;

export const accountSettings: AccountSettings = {
  projectName: "scale-up",
  owner: "scale-up",
  account: "123456789012",
  region: "us-east-1",
  logRetentionDays: 365,
  alarmEmails: ["security-alarms@example.com"],
  shieldAdvanced: "none",
  deletionProtection: true,
};
