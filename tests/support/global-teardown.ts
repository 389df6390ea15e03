import fs from "node:fs";
import path from "node:path";

export default function removeSynthesized(): void {
  fs.rmSync(path.resolve(process.env["GROUNDPLAN_SYNTHESIZED"]!, "../.."), { recursive: true, force: true });
}
