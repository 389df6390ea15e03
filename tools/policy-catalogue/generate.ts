import fs from "node:fs";
import path from "node:path";
import { cataloguePage } from "../../policies/catalogue/page";

/** Writes docs/policies.md, the page of all rules, from the rules. */
fs.writeFileSync(path.resolve("docs/policies.md"), cataloguePage());
