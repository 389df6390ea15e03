import fs from "node:fs";
import path from "node:path";
import { cataloguePage } from "../../../policies/catalogue/page";

test("docs/policies.md equals the page that npm run catalogue generates", () => {
  expect(fs.readFileSync(path.resolve(__dirname, "../../../docs/policies.md"), "utf8")).toBe(cataloguePage());
});
