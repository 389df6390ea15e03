import fs from "node:fs";
import path from "node:path";
import { Construct, type IConstruct } from "constructs";
import { InputError, requireProps, type AwsStack } from "../../modules/core";
import { synthesizeStack } from "../../testing";

type Create = (stack: IConstruct, props: unknown) => unknown;

const MODULES = path.resolve(__dirname, "../../modules");

const indexes = fs
  .readdirSync(MODULES, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "index.ts")
  .sort();

/** `area Class` and `area Class.fromArn` of every public construct, with the function that creates one. */
const creators = indexes.flatMap((file) => {
  const exported = jest.requireActual<Record<string, unknown>>(path.join(MODULES, file));
  return Object.entries(exported)
    .filter((entry): entry is [string, ConstructClass] => isConstructClass(entry[1]))
    .flatMap(([name, Class]): [string, Create][] => {
      const title = `${path.dirname(file)} ${name}`;
      const factories = Object.getOwnPropertyNames(Class).filter((method) => method.startsWith("from"));
      return [
        [title, (stack, props) => new Class(name === "AwsStack" ? stack.node.scope! : stack, "thing", props)],
        ...factories.map((factory): [string, Create] => [
          `${title}.${factory}`,
          (stack, props) => Class[factory]!(stack, "thing", props),
        ]),
      ];
    });
});

type ConstructClass = (new (scope: IConstruct, id: string, props: unknown) => IConstruct) &
  Record<string, (...parameters: unknown[]) => unknown>;

function isConstructClass(value: unknown): value is ConstructClass {
  return typeof value === "function" && value.prototype instanceof Construct;
}

function errorOf(create: (stack: AwsStack) => unknown): unknown {
  try {
    synthesizeStack(create);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("a construct that is created in JavaScript", () => {
  test.each(creators)("without required props is refused: %s", (title, create) => {
    // Statements of a policy document may follow its creation.
    const omitted = title === "core PolicyDocument" ? [] : [undefined];
    for (const props of [{}, null, ...omitted]) {
      const error = errorOf((stack) => create(stack, props));
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).message).toMatch(/: got (?:nothing|null|\{\}); allowed: /);
    }
  });

  test("is one of all areas", () => {
    const titles = creators.map(([title]) => title);
    expect(titles).toEqual(expect.arrayContaining(["network Network", "core AwsStack", "messaging Queue.fromArn"]));
    expect(new Set(titles.map((title) => title.split(" ")[0])).size).toBeGreaterThanOrEqual(17);
  });
});

describe("required props", () => {
  interface Props {
    readonly name: string;
    readonly days: number;
    readonly owners: readonly string[];
    readonly locked: boolean;
    readonly create: () => void;
    readonly lock: "none" | { readonly days: number };
    readonly limits: { readonly burst: number };
    readonly comment?: string;
  }
  const valid: Props = {
    name: "shop",
    days: 7,
    owners: [],
    locked: false,
    create: () => {},
    lock: "none",
    limits: { burst: 1 },
  };
  const problemsOf = (props: unknown): string[] => {
    const error = errorOf((stack) =>
      requireProps(stack, "thing", props as Props, {
        name: "string",
        days: "number",
        owners: "list",
        locked: "boolean",
        create: "function",
        lock: "any",
        limits: { burst: "number" },
      }),
    ) as InputError | undefined;
    return (error?.problems ?? []).map(({ property, allowed }) => `${property}: ${allowed}`);
  };

  test("of the right kinds are accepted", () => {
    expect(problemsOf(valid)).toEqual([]);
    expect(problemsOf({ ...valid, lock: { days: 1 }, comment: undefined })).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ["days", Number.NaN, "days: a finite number"],
    ["days", Number.POSITIVE_INFINITY, "days: a finite number"],
    ["days", "7", "days: a finite number"],
    ["name", 7, "name: text"],
    ["name", null, "name: text"],
    ["owners", "ada", "owners: a list"],
    ["locked", "yes", "locked: true or false"],
    ["create", {}, "create: a function"],
    ["lock", undefined, "lock: a value"],
    ["limits", [], "limits: an object"],
    ["limits", {}, "limits.burst: a finite number"],
    ["limits", { burst: Number.NEGATIVE_INFINITY }, "limits.burst: a finite number"],
  ])("are refused: %s %p", (property, value, problem) => {
    expect(problemsOf({ ...valid, [property]: value })).toEqual([problem]);
  });

  test("are reported together", () => {
    expect(problemsOf({})).toHaveLength(7);
  });
});
