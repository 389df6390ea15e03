import { rehearse } from "../../testing";

/** The error of loading the rehearsal; undefined if it loads. */
let failure: Error | undefined;

jest.mock("../../tools/rehearsal/index", () => {
  if (failure) throw failure;
  return { rehearseStacks: async (stacks: { name: string }[]) => stacks.map(({ name }) => `applied ${name}`) };
});

const stack = { name: "shop", config: { terraform: {} } };

test("rehearse says how to install missing packages of the stand-in", async () => {
  failure = Object.assign(new Error("Cannot find module '@grpc/grpc-js'\nstack"), { code: "MODULE_NOT_FOUND" });
  await expect(rehearse(stack)).rejects.toThrow(
    "npm install --save-dev @grpc/grpc-js @grpc/proto-loader @msgpack/msgpack (Cannot find module '@grpc/grpc-js')",
  );
});

test("rehearse throws any other error of loading unchanged", async () => {
  failure = new Error("broken");
  await expect(rehearse(stack)).rejects.toThrow(/^broken$/);
});

test("rehearse returns one applied stack for each stack", async () => {
  failure = undefined;
  expect(await rehearse(stack)).toEqual(["applied shop"]);
});
