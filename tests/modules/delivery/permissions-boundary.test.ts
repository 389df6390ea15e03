import { InputError } from "../../../modules/core";
import { PermissionsBoundary, type PermissionsBoundaryProps } from "../../../modules/delivery";
import { synthesizeStack } from "../../../testing";

const read = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop-*/*"] };
const props: PermissionsBoundaryProps = { name: "shop-boundary", description: "Bounds roles", statements: [read] };

const synthesizeBoundary = (differences: Partial<PermissionsBoundaryProps> = {}) =>
  synthesizeStack((stack) => new PermissionsBoundary(stack, "boundary", { ...props, ...differences }));

describe("PermissionsBoundary", () => {
  test("is a managed policy of the statements", () => {
    const stack = synthesizeBoundary();
    expect(stack.resource("aws_iam_policy")).toMatchObject({ name: "shop-boundary", description: "Bounds roles" });
    expect(stack.statements("boundary_permissions")).toEqual([{ ...read, effect: "Allow" }]);
  });

  test("lists every wrong prop", () => {
    const create = () => synthesizeBoundary({ name: "shop boundary", statements: [] });
    expect(create).toThrow(InputError);
    expect(create).toThrow(/test\/boundary: name: got "shop boundary"; allowed: a policy name of at most 128/);
    expect(create).toThrow(/statements: got \[\]; allowed: at least one statement/);
  });

  test("stays within the quota of managed policies", () => {
    const resources = (count: number) => Array.from({ length: count }, (_, n) => `arn:aws:s3:::shop-bucket-${n}/*`);
    expect(() => synthesizeBoundary({ statements: [{ ...read, resources: resources(150) }] })).not.toThrow();
    expect(() => synthesizeBoundary({ statements: [{ ...read, resources: resources(250) }] })).toThrow(
      /statements: got \d{4} characters; allowed: at most 6144/,
    );
  });
});
