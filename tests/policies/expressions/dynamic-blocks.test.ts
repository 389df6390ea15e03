import { withDynamicBlocks } from "../../../policies/expressions/dynamic-blocks";

const rule = (for_each: unknown, more: object = {}) => ({
  dynamic: { rule: { for_each, content: { name: "${rule.key}", port: "${rule.value}" }, ...more } },
});

test("a dynamic block of known length is its blocks", () => {
  const rules = [
    { name: "a", port: 80 },
    { name: "b", port: 443 },
  ];
  expect(withDynamicBlocks(rule({ a: 80, b: 443 }))).toEqual({ rule: rules });
  expect(withDynamicBlocks(rule([80], { iterator: "it", content: { port: "${it.value}" } }))).toEqual({
    rule: [{ port: 80 }],
  });
  expect(withDynamicBlocks({ rule: { port: 22 }, ...rule([80]) })).toEqual({
    rule: [{ port: 22 }, { name: 0, port: 80 }],
  });
  expect(withDynamicBlocks(rule([]))).toEqual({});
});

test("dynamic blocks generate dynamic blocks", () => {
  const inner = { dynamic: { action: { for_each: "${rule.value}", content: { name: "${action.value}" } } } };
  expect(withDynamicBlocks(rule([["allow"]], { content: inner }))).toEqual({ rule: [{ action: [{ name: "allow" }] }] });
});

test("a dynamic block of unknown length stands alone, or beside other blocks", () => {
  expect(withDynamicBlocks(rule("${var.rules}"))).toEqual({ rule: "${dynamic}" });
  expect(withDynamicBlocks({ rule: [{ port: 22 }], ...rule("${var.rules}") })).toEqual({
    rule: [{ port: 22 }, "${dynamic}"],
  });
  expect(withDynamicBlocks(rule([80], { content: "${var.content}" }))).toEqual({ rule: "${dynamic}" });
});

test("an argument named dynamic is none", () => {
  expect(withDynamicBlocks([{ dynamic: true }, { dynamic: { a: { b: 1 } } }, 1])).toEqual([
    { dynamic: true },
    { dynamic: { a: { b: 1 } } },
    1,
  ]);
});
