import { rehearse } from "../../testing";

/** What loading the rehearsal does. */
let failure: Error | undefined;

jest.mock("../../tools/rehearsal/index", () => {
  if (failure) throw failure;
  return { rehearseStacks: async (stacks: { name: string }[]) => stacks.map(({ name }) => `applied ${name}`) };
});

const stack = { name: "shop", config: { terraform: {} } };

test("without the packages of the stand-in, it says how to install them", async () => {
  failure = Object.assign(new Error("Cannot find module '@grpc/grpc-js'\nstack"), { code: "MODULE_NOT_FOUND" });
  await expect(rehearse(stack)).rejects.toThrow(
    "npm install --save-dev @grpc/grpc-js @grpc/proto-loader @msgpack/msgpack (Cannot find module '@grpc/grpc-js')",
  );
});

test("any other failure to load it surfaces as it is", async () => {
  failure = new Error("broken");
  await expect(rehearse(stack)).rejects.toThrow(/^broken$/);
});

test("it returns one applied stack for each stack", async () => {
  failure = undefined;
  expect(await rehearse(stack)).toEqual(["applied shop"]);
});
