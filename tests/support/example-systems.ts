import fs from "node:fs";
import path from "node:path";

const folder = path.resolve(__dirname, "../../examples");

/** Names of the example systems: folders with an entry point. */
export function exampleSystems(): string[] {
  return fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, "main.ts")));
}
