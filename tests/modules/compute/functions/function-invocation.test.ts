import {
  ContainerFunction,
  FUNCTION_INVOCATION_DEFAULTS,
  FunctionInvocation,
  type FunctionInvocationProps,
} from "../../../../modules/compute/functions";
import { SecurityGroup, type AwsStack } from "../../../../modules/core/index";
import { synthesizeStack } from "../../../../testing/index";

const image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:1.4.2";

const createFunction = (stack: AwsStack<"us-east-1">, id: string) =>
  new ContainerFunction(stack, id, {
    name: `shop-dev-${id}`,
    image,
    command: [`handlers/${id}.handler`],
    placement: { vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-b"], availabilityZones: ["us-east-1a", "us-east-1b"] },
    logKey: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/test", region: "us-east-1", grantUse: () => {} },
    concurrency: { provisioned: 1 },
  });

const migrateIn = (stack: AwsStack<"us-east-1">, differences: Partial<FunctionInvocationProps> = {}) => {
  const target = createFunction(stack, "migrate");
  return new FunctionInvocation(stack, "migration", { target, triggers: { image }, ...differences });
};

const invocation = (differences: Partial<FunctionInvocationProps> = {}) =>
  synthesizeStack((stack) => migrateIn(stack, differences)).resource("aws_lambda_invocation");

describe("FunctionInvocation", () => {
  test("Terraform invokes the alias once per set of triggers", () => {
    expect(invocation()).toMatchObject({
      function_name: expect.stringMatching(/^\$\{aws_lambda_function\.migrate_\w+\.function_name\}$/),
      qualifier: "live",
      input: "{}",
      triggers: { image },
      lifecycle_scope: "CREATE_ONLY",
    });
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(FUNCTION_INVOCATION_DEFAULTS).toEqual({ input: {}, after: [] });
    expect(invocation({ input: undefined, after: undefined })).toEqual(invocation());
  });

  test("the input becomes the event", () => {
    expect(invocation({ input: { target: "latest" } })).toMatchObject({ input: '{"target":"latest"}' });
  });

  test("the invocation depends on each resource of its function once", () => {
    const waitsFor = invocation()["depends_on"] as string[];
    expect(new Set(waitsFor).size).toBe(waitsFor.length);
    expect(waitsFor).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^aws_lambda_alias\.migrate_alias_/),
        expect.stringMatching(/^aws_iam_role_policy\.migrate_role_policy_/),
        expect.stringMatching(/^aws_vpc_security_group_egress_rule\.migrate_/),
      ]),
    );
  });

  test("the invocation depends on the constructs of after, including later connections", () => {
    const stack = synthesizeStack((scope) => {
      const store = new SecurityGroup(scope, "store", {
        name: "store",
        description: "Store",
        vpcId: "vpc-1",
        peerName: "store",
      });
      const target = createFunction(scope, "migrate");
      new FunctionInvocation(scope, "migration", { target, triggers: { image }, after: [store, target] });
      store.allowTcpFrom(target, 5432);
    });
    const waitsFor = stack.resource("aws_lambda_invocation")["depends_on"] as string[];
    expect(new Set(waitsFor).size).toBe(waitsFor.length);
    expect(waitsFor).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^aws_vpc_security_group_ingress_rule\.store_from-migrate-5432_/),
        expect.stringMatching(/^aws_vpc_security_group_egress_rule\.store_out-of-migrate-5432_/),
      ]),
    );
  });

  test("alias and provisioned concurrency depend on the migration", () => {
    const stack = synthesizeStack((scope) => createFunction(scope, "api").serveAfter(migrateIn(scope)));
    expect(stack.resource("aws_lambda_alias", "api_alias")["depends_on"]).toEqual([
      expect.stringMatching(/^aws_lambda_invocation\.migration_invocation_/),
    ]);
    expect(stack.resource("aws_lambda_provisioned_concurrency_config", "api")).toMatchObject({
      qualifier: expect.stringContaining("aws_lambda_alias.api_alias"),
    });
  });

  test("serveAfter accepts several constructs", () => {
    const stack = synthesizeStack((scope) => {
      const api = createFunction(scope, "api");
      api.serveAfter(migrateIn(scope));
      api.serveAfter(createFunction(scope, "worker"));
    });
    const { depends_on: waitsFor } = stack.resource("aws_lambda_alias", "api_alias");
    expect(waitsFor).toContainEqual(expect.stringMatching(/^aws_lambda_invocation\.migration_/));
    expect(waitsFor).toContainEqual(expect.stringMatching(/^aws_lambda_alias\.worker_alias_/));
  });

  test("a function cannot serve after, or be warmed after, its own migration", () => {
    const serve = (use: (fn: ContainerFunction, migration: FunctionInvocation) => void) => () =>
      synthesizeStack((stack) => {
        const fn = createFunction(stack, "migrate");
        const through = createFunction(stack, "through");
        const migration = new FunctionInvocation(stack, "migration", { target: fn, triggers: { image } });
        through.serveAfter(migration);
        const second = new FunctionInvocation(stack, "second", { target: through, triggers: { image } });
        use(fn, second);
      });
    expect(serve((fn, second) => fn.serveAfter(second))).toThrow(
      'test/migrate: serveAfter: got "test/second"; allowed: constructs that do not wait for this function; migrate by',
    );
    expect(serve((fn) => fn.warmAfter(fn))).toThrow('test/migrate: warmAfter: got "test/migrate"');
    expect(serve(() => {})).not.toThrow();
  });

  test("functions without serveAfter do not depend on the migration", () => {
    const stack = synthesizeStack((scope) => migrateIn(scope));
    expect(stack.resource("aws_lambda_alias", "migrate_alias")).not.toHaveProperty("depends_on");
  });

  test("an invocation without triggers is refused", () => {
    expect(() => invocation({ triggers: {} })).toThrow(
      /test\/migration: triggers: got {}; allowed: at least one value; name the values whose change runs the function again/,
    );
  });

  test("the address is this, and each function has its own signals", () => {
    const { addresses } = synthesizeStack((scope) => {
      const migration = migrateIn(scope);
      const functions = ["api", "worker", "outbox", "payment"].map((id) => createFunction(scope, id));
      functions.forEach((each) => each.serveAfter(migration));
      const ids = functions.flatMap(({ signals }) => signals.map((signal) => signal.id));
      expect(new Set(ids).size).toBe(8);
    });
    expect(addresses.filter((address) => address.includes("invocation"))).toMatchInlineSnapshot(`
     [
       "aws_lambda_invocation.migration_invocation_DBB03B9F",
     ]
    `);
  });
});
