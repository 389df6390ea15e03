import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** Output of the cycle check for a folder with the given files. */
function check(files: Readonly<Record<string, string>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "import-cycles-"));
  try {
    fs.writeFileSync(path.join(folder, "tsconfig.json"), "{}");
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
    const program = path.join(root, "node_modules/.bin/depcruise");
    return spawnSync(program, [".", "--config", path.join(root, ".dependency-cruiser.cjs"), "--output-type", "err"], {
      cwd: folder,
      encoding: "utf8",
    }).stdout;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const PROPS = 'import type { Queue } from "./queue";\nexport interface Props { readonly parent?: Queue }\n';

test("two files that import each other are reported, even if one imports a type only", () => {
  const output = check({
    "queue.ts":
      'import { type Props } from "./queue-props";\nexport class Queue { constructor(readonly props: Props) {} }\n',
    "queue-props.ts": PROPS,
  });
  expect(output).toMatch(/no-cycle: queue/);
});

test("an import in one direction is allowed", () => {
  expect(check({ "queue.ts": "export class Queue {}\n", "queue-props.ts": PROPS })).toContain(
    "no dependency violations",
  );
});
