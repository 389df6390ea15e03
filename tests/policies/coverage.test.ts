import { COVERED_OTHERWISE, DECLINED } from "../../policies/catalogue/coverage";
import { MISTAKES } from "../../policies/catalogue/mistakes";
import { EXEMPT_TYPES, RULES } from "../../policies/rules";
import { synthesizedNames, synthesizedStack } from "../support/synthesized";

/** Ids of the four catalogues that apply to the types of the platform's stacks. */
const CHECKOV =
  "1 7 16 17 18 19 20 21 23 24 25 26 27 28 29 30 31 32 33 34 35 40 41 45 49 50 51 53 54 55 56 57 59 60 61 62 63 66 68 70 72 73 76 77 78 86 93 95 96 107 108 109 110 111 115 116 117 118 119 120 129 130 133 134 136 139 143 144 145 147 149 157 158 161 162 163 166 168 169 173 174 175 186 191 192 206 211 216 217 219 225 226 227 233 234 237 250 258 259 260 272 273 274 275 276 277 283 284 285 286 287 288 289 290 293 297 300 301 304 305 308 309 310 311 313 314 316 319 322 323 324 325 326 327 337 338 342 348 352 353 354 355 356 358 363 364 366 374 375 379 382 384 385 387 388 393";
const CHECKOV_GRAPH =
  "1 4 5 6 7 8 9 11 12 14 16 18 19 21 22 23 27 29 30 31 32 34 35 36 38 39 40 42 43 44 46 47 50 51 53 54 56 57 60 61 62 64 65 67 68 69 70 71 72 73 75 76 77 78";
const TRIVY =
  "1 2 3 4 5 10 11 12 13 17 18 24 25 30 31 32 33 36 45 50 51 57 65 66 67 77 78 79 80 86 87 88 89 90 91 92 93 94 95 96 97 98 99 102 104 105 107 124 132 133 134 135 136 143 161 162 163 164 170 171 172 173 176 177 178 180 190 320 342 343 345 346 347 348 349 350 351 352 353";
const NAG =
  "AEC1 AEC3 AEC4 AEC5 AEC6 APIG1 APIG2 APIG3 APIG4 APIG6 CB4 CB5 CFR1 CFR2 CFR3 CFR4 CFR5 CFR7 COG1 COG2 COG4 COG7 COG8 DDB3 EC23 EC27 ECR1 ECS2 ECS4 ECS7 ELB2 EVB1 GL1 GL3 IAM4 IAM5 KMS5 L1 QS1 RDS2 RDS3 RDS6 RDS10 RDS11 RDS13 RDS14 RDS16 S1 S2 S5 S10 SF1 SF2 SMG4 SNS3 SQS2 SQS3 SQS4 VPC3 VPC7";
const FSBP: Readonly<Record<string, string>> = {
  ACM: "1 2 3",
  APIGateway: "1 2 3 4 5 8 9 10 11",
  Backup: "1 2 3 4 5",
  CloudFront: "1 3 4 5 6 7 8 9 10 12 13 14 15 16 17",
  CloudWatch: "15 16 17",
  CloudTrail: "6 7",
  CodeBuild: "1 2 3 4",
  Cognito: "1 2 3 4 5 6",
  DynamoDB: "1 2 3 4 5 6 7",
  EC2: "2 6 10 12 13 14 15 16 18 19 21 22 37 39 40 42 43 44 46 48 53 54 55 56 57 58 60",
  ECR: "1 2 3 4 5",
  ELB: "21 22",
  ElastiCache: "1 2 3 4 5 6 7",
  EventBridge: "2 3 4",
  IAM: "1 2 21 24 27",
  KMS: "1 2 3 4 5",
  Lambda: "1 2 3 5 6 7",
  RDS: "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 19 20 21 22 23 24 25 26 27 28 29 30 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 50",
  Route53: "1 2",
  S3: "1 2 3 5 6 7 8 9 10 11 12 13 14 15 17 20 22 23",
  SecretsManager: "1 2 3 4 5",
  SNS: "1 3 4",
  SQS: "1 2 3",
  StepFunctions: "1 2",
  WAF: "10 11 12",
};
const numbered = (prefix: string, numbers: string, width = 0): string[] =>
  numbers.split(" ").map((number) => prefix + number.padStart(width, "0"));
const PUBLIC: readonly string[] = [
  ...numbered("CKV_AWS_", CHECKOV),
  ...numbered("CKV2_AWS_", CHECKOV_GRAPH),
  ...numbered("AVD-AWS-", TRIVY, 4),
  ...numbered("AwsSolutions-", NAG),
  ...Object.entries(FSBP).flatMap(([service, numbers]) => numbered(`${service}.`, numbers)),
];

const covered = new Set(
  RULES.flatMap(({ controls: { fsbp = [], checkov = [], trivy = [], nag = [] } }) => [
    ...fsbp,
    ...checkov,
    ...trivy,
    ...nag.map((id) => `AwsSolutions-${id}`),
  ]),
);
const elsewhere = [...COVERED_OTHERWISE.map(({ id }) => id), ...Object.keys(DECLINED)];
const unanswered = (ids: readonly string[]): string[] =>
  ids.filter((id) => !covered.has(id) && !elsewhere.includes(id));

const unlisted = (ids: readonly string[]): string[] => ids.filter((id) => !PUBLIC.includes(id));

const ruleIds = RULES.map(({ id }) => id);
const owned = new Set([...RULES.flatMap(({ types }) => types), ...Object.keys(EXEMPT_TYPES)]);
const unowned = (types: readonly string[]): string[] => types.filter((type) => !owned.has(type));

describe("the coverage of other catalogues", () => {
  test("answers every id that applies to the platform's types", () => {
    expect(unanswered(PUBLIC)).toEqual([]);
    expect(unanswered(["CKV_AWS_99999"])).toEqual(["CKV_AWS_99999"]);
  });

  test("explains no id that its catalogue has retired", () => {
    expect(unlisted(elsewhere)).toEqual([]);
    expect(unlisted(["SNS.2", "AwsSolutions-COG3"])).toEqual(["SNS.2", "AwsSolutions-COG3"]);
  });

  test("answers no id twice", () => {
    const counts = [...covered, ...elsewhere];
    expect(counts.filter((id, index) => counts.indexOf(id) !== index)).toEqual([]);
  });

  test("names rules that exist, and gives reasons", () => {
    expect(COVERED_OTHERWISE.filter(({ rule }) => !ruleIds.includes(rule))).toEqual([]);
    const words = [...COVERED_OTHERWISE.map(({ how }) => how), ...Object.values(DECLINED)];
    expect(words.filter((text) => text.length < 20)).toEqual([]);
  });

  test("has every type that a stack synthesizes", () => {
    const types = synthesizedNames().flatMap((name) => Object.keys(synthesizedStack(name).config.resource ?? {}));
    expect(types.length).toBeGreaterThan(100);
    expect(unowned(types)).toEqual([]);
    expect(unowned(["aws_new_thing"])).toEqual(["aws_new_thing"]);
  });

  test("does not exempt a type that a rule judges", () => {
    const judged = new Set(RULES.flatMap(({ types }) => types));
    expect(Object.keys(EXEMPT_TYPES).filter((type) => judged.has(type))).toEqual([]);
  });
});

describe("each of the 25 classic mistakes", () => {
  test.each(MISTAKES)("$mistake is found by rules that know what AWS says", ({ rules }) => {
    const owners = RULES.filter(({ id }) => rules.includes(id));
    expect(owners).toHaveLength(rules.length);
    expect(owners.filter(({ awsError }) => awsError !== undefined).length).toBeGreaterThan(0);
  });

  test("is there", () => {
    expect(MISTAKES).toHaveLength(25);
  });
});
