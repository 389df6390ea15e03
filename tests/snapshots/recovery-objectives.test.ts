import fs from "node:fs";
import path from "node:path";
import { environments } from "../../environments";
import { objectivesPage } from "../../stacks/recovery/objectives-page";

test("the page of recovery objectives is that of the environments; -u writes it", () => {
  const file = path.resolve(__dirname, "../../docs/operations/recovery-objectives.md");
  const page = objectivesPage(environments);
  if (process.env["SNAPSHOT_UPDATE"] === "all") fs.writeFileSync(file, page);
  expect(fs.readFileSync(file, "utf8")).toBe(page);
});
