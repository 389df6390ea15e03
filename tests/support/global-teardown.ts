import fs from "node:fs";
import path from "node:path";

export default function removeSynthesized(): void {
  fs.rmSync(path.dirname(process.env["GROUNDPLAN_SYNTHESIZED"]!), { recursive: true, force: true });
}
