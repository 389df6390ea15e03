import { Token } from "cdktf";
import { Construct } from "constructs";
import { InputError, Validation, physicalName, type NameKind } from "../../../../modules/core";

const check =
  (kind: NameKind, name: string, property = "name") =>
  () =>
    new Validation(new Construct(undefined!, ""), "thing")
      .apply(property, name, physicalName(kind, property))
      .throwIfInvalid();

interface Limits {
  /** The longest name there is. */
  readonly longest: string;
  readonly refused: readonly string[];
}

const x = (length: number): string => "x".repeat(length);

/** By the API reference of each service. */
const LIMITS: Readonly<Record<NameKind, Limits>> = {
  prefix: { longest: x(32), refused: ["Shop", "1shop", "shop-", "my--shop", "shop_dev"] },
  "API destination name": { longest: `shop.dev_-${x(54)}`, refused: ["my destination", "shop/dev"] },
  "Athena workgroup name": { longest: `Shop.dev_-${x(118)}`, refused: ["primary", "my workgroup", "shop/dev"] },
  "FIFO queue name": { longest: `Shop_${x(70)}.fifo`, refused: ["shop", "my queue.fifo", "shop.dev.fifo"] },
  "FIFO topic name": { longest: `Shop_${x(246)}.fifo`, refused: ["shop", "my topic.fifo", "shop.dev.fifo"] },
  "Glue database name": { longest: `shop_1${x(122)}`, refused: ["Shop", "1shop", "_shop", "shop-dev"] },
  "Glue name": { longest: `Shop_-${x(249)}`, refused: ["my job", "shop.dev", "shop/dev"] },
  "Glue table name": { longest: `orders_1${x(120)}`, refused: ["Orders", "1orders", "my-orders"] },
  "acl name": { longest: x(128), refused: ["my acl"] },
  "alarm name": { longest: `5xx of API${x(245)}`, refused: ["Größe"] },
  "api name": { longest: `shop API${x(120)}`, refused: ["Bücher"] },
  "archive name": { longest: `shop.dev_-${x(38)}`, refused: ["my archive", "shop/dev"] },
  "backup plan name": { longest: `shop.dev_${x(41)}`, refused: ["my plan"] },
  "backup vault name": { longest: `Shop_${x(45)}`, refused: ["x", "shop.dev"] },
  "bucket name": { longest: x(63), refused: ["ab", "Shop", "shop.dev", "-shop", "shop-", "xn--shop", "shop_dev"] },
  "build project name": { longest: `Shop_${x(145)}`, refused: ["-shop", "shop.dev"] },
  "cache name": { longest: x(40), refused: ["Shop", "1shop", "shop-", "my--shop"] },
  "cluster name": { longest: `Shop_${x(250)}`, refused: ["my cluster", "shop.dev"] },
  "cloudfront function name": { longest: x(64), refused: ["my function"] },
  "cloudfront policy name": { longest: x(128), refused: ["my policy"] },
  "connection name": { longest: x(32), refused: ["my connection"] },
  "dashboard name": { longest: x(255), refused: ["my dashboard", "shop.dev"] },
  "database cluster name": { longest: x(63), refused: ["Shop", "1shop", "shop-", "my--shop"] },
  "database instance name": { longest: x(63), refused: ["Shop", "1shop", "shop-", "my--shop"] },
  "event bus name": { longest: `shop/dev._-${x(245)}`, refused: ["default", "aws.events", "my bus"] },
  "event rule name": { longest: `shop.dev_-${x(54)}`, refused: ["my rule", "shop/dev"] },
  "function name": { longest: x(64), refused: ["my function", "shop.dev"] },
  "image repository name": { longest: `shop/${x(251)}`, refused: ["Shop", "shop//api", "/shop", "shop-"] },
  "key alias": { longest: `alias/${x(250)}`, refused: ["shop", "alias/aws/s3", "alias/my key", "alias/"] },
  "load balancer name": { longest: x(32), refused: ["internal-shop", "-shop", "shop-", "my_shop"] },
  "log group name": { longest: `/aws/lambda/shop.dev#${x(491)}`, refused: ["my group", "shop*"] },
  "parameter name": {
    longest: `/shop/${x(1005)}`,
    refused: ["shop", "/aws/shop", "/SSM-shop", "/shop/", "/a".repeat(16)],
  },
  "pipeline name": { longest: `shop@dev.${x(91)}`, refused: ["my pipeline"] },
  "queue name": { longest: `Shop_${x(75)}`, refused: ["my queue", "shop.fifo"] },
  "restore testing plan name": { longest: `Shop_${x(45)}`, refused: ["shop-dev"] },
  "role policy name": { longest: `Shop+=,.@_-${x(117)}`, refused: ["my policy", "shop/dev"] },
  "policy name": { longest: `Shop+=,.@_-${x(117)}`, refused: ["my policy", "shop/dev"] },
  "role name": { longest: `Shop+=,.@_-${x(53)}`, refused: ["my role", "shop/dev"] },
  "schedule name": { longest: `shop.dev_-${x(54)}`, refused: ["my schedule", "shop/dev"] },
  "secret name": { longest: `shop/dev+=.@_-${x(498)}`, refused: ["my secret", "shop:dev"] },
  "service name": { longest: `Shop_${x(250)}`, refused: ["my service", "shop.dev"] },
  "security group name": { longest: `Shop (dev) ${x(244)}`, refused: ["sg-shop", "shop?"] },
  "stage name": { longest: x(128), refused: ["my stage", "$dev"] },
  "state machine name": { longest: `Shop_${x(75)}`, refused: ["my machine", "shop.dev"] },
  "subnet group name": { longest: `shop dev._-${x(244)}`, refused: ["default", "Shop"] },
  "target group name": { longest: x(32), refused: ["-shop", "shop-", "my_shop"] },
  "table name": { longest: `Shop.dev_-${x(245)}`, refused: ["ab", "my table", "shop/dev"] },
  "topic name": { longest: x(256), refused: ["my topic", "shop.fifo"] },
  "user group name": { longest: `Größe+${x(122)}`, refused: ["my group", "tab\tbed"] },
  "user pool client name": { longest: `My shop_+=,.@-${x(114)}`, refused: ["shop/web"] },
  "user pool name": { longest: `My shop_+=,.@-${x(114)}`, refused: ["shop/users"] },
};

const kinds = Object.entries(LIMITS) as [NameKind, Limits][];

describe("names", () => {
  test.each(kinds)("a %s may be as long as its service allows, and no longer", (kind, { longest }) => {
    expect(check(kind, longest)).not.toThrow();
    expect(check(kind, `${longest}x`)).toThrow(` ${kind} of at most ${longest.length} characters: `);
  });

  test("are called by their article", () => {
    expect(check("alarm name", "é")).toThrow("allowed: an alarm name of at most 255 characters");
    expect(check("role name", "é")).toThrow("allowed: a role name of at most 64 characters");
    expect(check("user pool name", "é")).toThrow("allowed: a user pool name of at most 128 characters");
  });

  test.each(kinds.flatMap(([kind, { refused }]) => refused.map((name) => [kind, name] as const)))(
    'a %s may not be "%s"',
    (kind, name) => {
      expect(check(kind, name)).toThrow(InputError);
    },
  );

  test.each(kinds)("a %s may not be empty", (kind) => {
    expect(check(kind, "")).toThrow(InputError);
  });

  test("the stage of an HTTP API may be $default", () => {
    expect(check("stage name", "$default")).not.toThrow();
  });

  test("are reported under the prop that they were made from, with what to do", () => {
    expect(check("role name", "my role", "prefix")).toThrow(
      'thing: prefix: got "my role"; allowed: a role name of at most 64 characters: letters, digits and +=,.@_-; ' +
        "shorten or reword prefix so that the role name fits.",
    );
  });

  test("are not judged while they are unknown", () => {
    expect(check("role name", Token.asString({ resolve: () => "my role" }))).not.toThrow();
  });
});
