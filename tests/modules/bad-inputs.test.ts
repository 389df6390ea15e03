import { environmentProblems } from "../../environments";
import { AwsStack, InputError, ServiceRole } from "../../modules/core";
import { synthesizeStack } from "../../testing";
import { environments, tooling } from "../fixtures/environments";
import { NOT_APPLICABLE, NOT_EXPRESSIBLE } from "./bad-inputs/not-applicable";
import * as made from "./bad-inputs/constructs";
import * as dataMade from "./bad-inputs/data-rows";
import { ENVIRONMENT_ROWS } from "./bad-inputs/environment-rows";
import { OPERATION_ROWS, RESOURCE_ROWS, type BadInput } from "./bad-inputs/rows";

const CONSTRUCT_ROWS = [...RESOURCE_ROWS, ...OPERATION_ROWS, ...dataMade.DATA_ROWS];

function errorOf(define: BadInput["define"]): unknown {
  try {
    synthesizeStack(define);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("a bad input is refused before Terraform sees it", () => {
  test.each(CONSTRUCT_ROWS)("row $row: $what", ({ define, at, property, value, allowed }) => {
    const error = errorOf(define) as InputError;
    expect(error).toBeInstanceOf(InputError);
    expect(error.problems).toContainEqual({
      path: `test/${at}`,
      property,
      value,
      allowed: expect.stringMatching(allowed),
      fix: expect.stringMatching(/^\w.* \w/),
    });
    expect(error.message).toContain(`test/${at}: ${property}: got `);
  });

  test.each(ENVIRONMENT_ROWS)("row $row: $what", ({ changed, file, property, allowed }) => {
    expect(environmentProblems(changed(environments), tooling)).toContainEqual(
      expect.objectContaining({ path: `environments/${file}.ts`, property, allowed: expect.stringMatching(allowed) }),
    );
  });

  test("row 15: the same physical name in two stacks", () => {
    const error = errorOf((stack) => {
      made.queue(stack);
      made.queue(twinOf(stack));
    });
    expect(String(error)).toMatch(
      /test\/queue\/queue: name: got "shop-orders"; allowed: a name that twin\/queue\/queue/,
    );
  });

  test("row 47: a role whose policy is longer than IAM takes", () => {
    const filled = (statements: number) => (stack: made.Stack) => {
      const role = new ServiceRole(stack, "role", { name: "a", description: "x", service: "lambda.amazonaws.com" });
      for (let index = 0; index < statements; index += 1) {
        const resources = [`arn:aws:s3:::${String(index).padStart(100, "a")}`];
        role.addStatement({ sid: `Read${index}`, actions: ["s3:GetObject"], resources });
      }
    };
    expect(String(errorOf(filled(70)))).toMatch(
      /test\/role: permissions: got 1\d{4} characters; allowed: at most 10240/,
    );
    expect(errorOf(filled(40))).toBeUndefined();
  });

  test("row 60: a stack called with a slash, and a state of two stacks", () => {
    expect(String(errorOf((stack) => twinOf(stack, "prod/data")))).toMatch(/prod\/data: id: got "prod\/data"/);
    const shared = errorOf((stack) => twinOf(stack).addOverride("terraform.backend.s3.key", "test/terraform.tfstate"));
    expect(String(shared)).toMatch(/own-state: state test-state\/test\/terraform\.tfstate is also the state of/);
  });
});

function twinOf({ node, account, region }: made.Stack, id = "twin"): made.Stack {
  const tags = { Environment: "test", Project: "groundplan", Owner: "tests" };
  const state = { bucket: "test-state", region: "us-east-1", kmsKeyId: "alias/test-state" } as const;
  return new AwsStack(node.scope!, id, { account, region, tags, state });
}

describe("the same without the mistake", () => {
  const { consumer, ...others } = made;
  const { instance, redisCluster, table, restApi, budget } = dataMade;
  const builders = Object.entries({ consumer, ...others, instance, redisCluster, table, restApi, budget }) as [
    string,
    (stack: made.Stack) => unknown,
  ][];

  test.each(builders)("is accepted: %s", (_name, build) => {
    expect(errorOf(build)).toBeUndefined();
  });

  test("is accepted of the environments", () => {
    expect(environmentProblems(environments, tooling)).toEqual([]);
  });
});

test("each of the 60 rows is proven, cannot be written, or concerns no module", () => {
  const proven = [...CONSTRUCT_ROWS, ...ENVIRONMENT_ROWS].map(({ row }) => row);
  const rows = [...new Set([...proven, 15, 60, ...numbersOf(NOT_EXPRESSIBLE), ...numbersOf(NOT_APPLICABLE)])];
  expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  expect(numbersOf(NOT_APPLICABLE).filter((row) => proven.includes(row))).toEqual([]);
});

function numbersOf(rows: Readonly<Record<number, string>>): number[] {
  return Object.keys(rows).map(Number);
}
