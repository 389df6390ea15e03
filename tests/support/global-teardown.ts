import fs from "node:fs";
import { runFolder } from "./synthesized";

export default function removeSynthesized(): void {
  if (process.env["GROUNDPLAN_RUN"] === undefined) fs.rmSync(runFolder(), { recursive: true, force: true });
}
