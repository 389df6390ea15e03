import fs from "node:fs";
import path from "node:path";
import { moduleStack } from "../../tools/emulation/readme-examples";
import { temporaryFolder } from "../tools/fixtures";

const root = path.resolve(__dirname, "../..");
const outdir = temporaryFolder();

test("the stack of an example has the assets that its configuration names", () => {
  const { config, folder } = moduleStack(root, "compute/functions", outdir);
  const files = Object.values(config.resource!["aws_lambda_function"]!).flatMap(({ filename }) => filename ?? []);
  expect(files).toEqual([expect.stringMatching(/^assets\/orders_code_\w+\/\w+\/archive\.zip$/)]);
  expect(fs.existsSync(path.join(folder!, files[0] as string))).toBe(true);
});

test("the working directory is the same after an example", () => {
  const before = process.cwd();
  expect(moduleStack(root, "network").folder).toBeUndefined();
  expect(process.cwd()).toBe(before);
});
