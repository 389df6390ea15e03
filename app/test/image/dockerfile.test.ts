import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { brokenRules } from "./support/dockerfile-rules";

const app = join(import.meta.dirname, "../..");
const dockerfile = readFileSync(join(app, "Dockerfile"), "utf8");

describe("The Dockerfile", () => {
  test("follows every rule", () => {
    expect(brokenRules(dockerfile)).toEqual([]);
  });

  test.each([
    [
      "a base with a default",
      "ARG BASE",
      "ARG BASE=public.ecr.aws/lambda/nodejs:22",
      "the base is an argument without a default",
    ],
    ["a second base", "FROM ${BASE}\n", "FROM node:22\n", "every stage starts from the base"],
    ["a tag that moves", "ARG BASE\n", "ARG BASE\nARG OTHER=node:latest\n", "nothing is called latest"],
    ["a fetched file", "COPY image/", "ADD https://example.com/ca.pem image/", "nothing is fetched or unpacked by ADD"],
    ["a command in the last stage", "USER 993", 'RUN ["node"]\nUSER 993', "the last stage runs no command"],
    [
      "a command in shell form",
      'CMD ["handlers/api.handler"]',
      "CMD handlers/api.handler",
      "commands are in exec form",
    ],
    ["no command", 'CMD ["handlers/api.handler"]', "", "the last stage names its command once"],
    ["root", "USER 993:990", "USER 0:0", "the last user is not root and is numeric"],
    ["a user by name", "USER 993:990", "USER sbx_user1051", "the last user is not root and is numeric"],
    [
      "unverified files",
      "COPY --from=verified --chmod=0755 /var/task/",
      "COPY dist/",
      "only what was verified is copied",
    ],
    ["an installation", 'RUN ["node", "/tmp/verify.mjs"]', 'RUN ["npm", "ci"]', "npm is not called"],
    ["a secret argument", "ARG RDS_CA_SHA256", "ARG DATABASE_PASSWORD", "no secret is an argument"],
  ])("is refused with %s", (_case, from, to, rule) => {
    expect(dockerfile).toContain(from);
    expect(brokenRules(dockerfile.replace(from, to))).toContain(rule);
  });

  test("sees no more of the tree than the bundles, the certificates and the verification", () => {
    const ignored = readFileSync(join(app, ".dockerignore"), "utf8").trim().split("\n");
    expect(ignored).toEqual(["*", "!dist", "!image/verify.mjs", "!rds-ca.pem"]);
  });
});
