import { BlockList, isIPv4 } from "node:net";
import { z } from "zod";

/** Regions of the standard partition that every account has without opting in. */
const REGIONS = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "ca-central-1",
  "sa-east-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "eu-north-1",
  "ap-south-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-southeast-1",
  "ap-southeast-2",
] as const;

/** What CloudWatch Logs offers (`PutRetentionPolicy`). */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Texts of errors read "what is allowed; what to do". */
export const choice = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `${values.join(", ")}; choose one` });

export const whole = (min: number, max: number, fix: string) => {
  const error = `a whole number from ${min} to ${max}; ${fix}`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};

export const halfAcu = (min: number, max: number) => {
  const error = `a multiple of 0.5 from ${min} to ${max}; Aurora scales in steps of half an ACU`;
  return z.number({ error }).multipleOf(0.5, { error }).min(min, { error }).max(max, { error });
};

export const kebab = (maxLength: number) =>
  z.string().regex(new RegExp(`^(?=.{1,${maxLength}}$)[a-z](?!.*--)[a-z0-9-]*(?<!-)$`), {
    error: `at most ${maxLength} lower-case letters, digits and single hyphens; it begins every physical name, so keep it short`,
  });

export const account = z
  .string()
  .regex(/^\d{12}$/, { error: "an AWS account id of 12 digits in quotes; copy it from the account's page" });

export const region = choice(REGIONS);

export const retention = z.literal(RETENTION_DAYS, {
  error: `${RETENTION_DAYS.join(", ")}; CloudWatch Logs offers no other period`,
});

export const email = z.string().regex(/^[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/, {
  error: "one e-mail address; SNS sends to addresses, not to patterns",
});

/** Six fields, one of the two day fields `?`, a fixed minute. */
export const cronEveryHourOrLess = z.string().regex(/^cron\([0-5]?\d \S+ (\? \S+ \S+|\S+ \S+ \?) \S+\)$/, {
  error:
    "cron(minute hour day month weekday year) with one minute and ? in one of the day fields; AWS Backup runs at most hourly",
});

export const cidr = z.string().refine((value) => isNetwork(value), {
  error: "an IPv4 network of /16 to /24 without host bits, such as 10.20.0.0/16; clear the bits after the prefix",
});

function parse(value: string): { address: string; prefix: number } {
  const [address = "", prefix = ""] = value.split("/");
  return { address, prefix: /^\d+$/.test(prefix) ? Number(prefix) : NaN };
}

function isNetwork(value: string): boolean {
  const { address, prefix } = parse(value);
  if (!isIPv4(address) || !(prefix >= 16 && prefix <= 24)) return false;
  const bits = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return bits % 2 ** (32 - prefix) === 0;
}

/** Two networks overlap exactly when one holds the other's first address. */
export function networksOverlap(one: string, other: string): boolean {
  const holds = (outer: string, inner: string): boolean => {
    const { address, prefix } = parse(outer);
    const network = new BlockList();
    network.addSubnet(address, prefix);
    return network.check(parse(inner).address);
  };
  return holds(one, other) || holds(other, one);
}
