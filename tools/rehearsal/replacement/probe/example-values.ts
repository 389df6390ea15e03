import type { Value } from "../../provider/values";
import type { ValueType } from "../../schema/schema";

const ACCOUNT = "111122223333";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/0b1c2d3e-0000-4000-8000-00000000000";
const policy = (action: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Principal: "*", Action: action, Resource: "*" }],
  });

/** Pairs of texts in the forms that validations of the provider ask for, the most common first. */
export const TEXTS: readonly (readonly [string, string])[] = [
  ["aaa", "bbb"],
  [`${KEY}1`, `${KEY}2`],
  [`arn:aws:iam::${ACCOUNT}:role/aaa`, `arn:aws:iam::${ACCOUNT}:role/bbb`],
  ["10.0.0.0/16", "10.1.0.0/16"],
  ["10.0.0.1", "10.0.0.2"],
  ["2001:db8::/56", "2001:db8:1::/56"],
  [policy("s3:GetObject"), policy("s3:PutObject")],
  ["1", "2"],
  ["true", "false"],
  ["https://a.example.com", "https://b.example.com"],
  ["a.example.com", "b.example.com"],
  ["ada@example.com", "bob@example.com"],
  [ACCOUNT, "444455556666"],
  ["2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z"],
  ["03:00-04:00", "05:00-06:00"],
  ["03:00", "05:00"],
  ["sun:03:00-sun:04:00", "mon:03:00-mon:04:00"],
  ["rate(1 day)", "rate(2 days)"],
  ["us-east-1", "us-west-2"],
  ["/aaa", "/bbb"],
  ["aaa.fifo", "bbb.fifo"],
  ["vpc-0aaa", "vpc-0bbb"],
  ["0b1c2d3e-0000-4000-8000-000000000001", "0b1c2d3e-0000-4000-8000-000000000002"],
  ["YWFh", "YmJi"],
  ["aaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbb"],
  ["A", "B"],
  ["aaa/bbb", "bbb/ccc"],
  ["s3://aaa/a", "s3://bbb/b"],
  ["aaa--use1-az1--x-s3", "bbb--use1-az1--x-s3"],
];

/** Values of enumerations that no validation of the provider lists, by type and argument. */
export const ENUMERATIONS: Readonly<Record<string, readonly string[]>> = {
  "aws_lightsail_instance.availability_zone": ["us-east-1a", "us-east-1b"],
  "aws_elasticache_serverless_cache.engine": ["redis", "valkey", "memcached"],
};

/** Pairs of numbers, the smaller first. */
export const NUMBERS: readonly (readonly [number, number])[] = [
  [1, 2],
  [7, 30],
  [60, 120],
  [600, 1200],
  [1024, 2048],
  [20, 40],
  [443, 8443],
  [100_000, 200_000],
  [5, 10],
  [0.5, 1],
];

/** Texts that a validation lists as allowed, quoted or not. */
export function listedValues(problem: string): string[] {
  const [, list = ""] = /(?:one of|(?:allowed|valid) values):?\s*\[([^\]]*)\]/i.exec(problem) ?? [];
  const values = list.includes('"')
    ? [...list.matchAll(/"([^"]*)"/g)].map(([, value]) => value!)
    : list.split(/[\s,]+/);
  return [...new Set(values)].filter(Boolean);
}

/** Turns a text or number into a value of a type, with the example as its only element. */
export function valueOf(type: ValueType, example: string | number): Value {
  if (type === "string") return String(example);
  if (type === "number") return Number(example) || 1;
  if (type === "bool") return example === "true" || example === 1;
  if (type[0] === "object") {
    return Object.fromEntries(Object.entries(type[1]).map(([name, inner]) => [name, valueOf(inner, example)]));
  }
  const inner = valueOf(type[1], example);
  return type[0] === "map" ? { key: inner } : [inner];
}

/** The type of the elements of a collection; other types are their own. */
export function elementType(type: ValueType): ValueType {
  return typeof type === "string" || type[0] === "object" ? type : elementType(type[1]);
}
