import path from "node:path";
import { expectPromisesPage } from "../support/promises-page";
import { repositoryFolder } from "../support/synthesized";

test("the page of promises is that of the environments; -u writes it", () => {
  expectPromisesPage(path.resolve(__dirname, "../.."), repositoryFolder());
});
