import path from "node:path";
import { expectCostPage } from "../support/cost-page";
import { repositoryFolder } from "../support/synthesized";

test("the page of costs is that of the environments; -u writes it", async () => {
  await expectCostPage(path.resolve(__dirname, "../.."), repositoryFolder());
});
