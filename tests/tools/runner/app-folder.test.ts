import fs from "node:fs";
import path from "node:path";
import { takeAppFolder } from "../../../tools/runner/command/app-folder";
import { temporaryFolder } from "../fixtures";

const app = path.join(temporaryFolder(), "shop");
fs.mkdirSync(app);

test.each([
  [["plan", "--app", app, "dev"]],
  [["plan", `--app=${app}`, "dev"]],
  [["--app", app, "plan", "dev"]],
  [["plan", "dev", "--app", app]],
])("the folder of %j is taken out of the command line", (argv) => {
  expect(takeAppFolder(argv)).toEqual({ argv: ["plan", "dev"], folder: app });
});

test("without the option, a command line stays as it is", () => {
  expect(takeAppFolder(["plan", "dev"])).toEqual({ argv: ["plan", "dev"] });
});

test("words behind -- belong to another program", () => {
  expect(takeAppFolder(["emulate", "--", "--app", app])).toEqual({ argv: ["emulate", "--", "--app", app] });
});

test.each([
  [["plan", "--app"], "--app: needs a folder"],
  [["plan", "--app="], "--app: needs a folder"],
  [["plan", "--app", "--var"], "--app: needs a folder"],
  [["plan", "--app", "nowhere"], "--app: there is no folder nowhere"],
  [["plan", "--app", app, `--app=${app}`], "--app: allowed once"],
])("%j is refused", (argv, message) => {
  expect(() => takeAppFolder(argv)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
});
