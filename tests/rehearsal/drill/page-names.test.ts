import fs from "node:fs";
import path from "node:path";
import { checkNames } from "../../../tools/rehearsal";
import { namesIn } from "../../../tools/rehearsal/drill/drilled-system";
import { blocksOf, namesOf, withTexts } from "../../../tools/rehearsal/drill/page";
import { environments } from "./shop";

const [prod, standby] = environments as [(typeof environments)[0], (typeof environments)[0]];
const dev = { ...prod, name: "dev", region: "eu-west-1" };

const page = `# Orders

## Names

| name | value |
| --- | --- |
| project | \`store\` |
| main region | \`us-east-2\` |
| environment | \`live\` |
| domain | \`store.example.org\` |

## Steps

Read \`/aws/lambda/store-live-api\` in us-east-2.
`;

describe("the names of a runbook", () => {
  test("are those of the environment that has a standby", () => {
    const { outdated, page: written } = checkNames(page, [dev, prod, standby]);
    expect(outdated).toEqual([
      "Names: project is store; in environments/ shop",
      "Names: main region is us-east-2; in environments/ us-east-1",
      "Names: environment is live; in environments/ prod",
      "Names: domain is store.example.org; in environments/ shop.example.com",
    ]);
    expect(written).toContain("Read `/aws/lambda/shop-prod-api` in us-east-1.");
  });

  test("are those of the last environment without a standby, and rows of the standby stay", () => {
    const { outdated, page: written } = checkNames(page, [prod, dev]);
    expect(outdated).toHaveLength(3);
    expect(written).toContain("Read `/aws/lambda/shop-dev-api` in eu-west-1.");
    expect(written).toContain("| domain | `store.example.org` |");
    expect(checkNames(written, [prod, dev])).toEqual({ outdated: [], problems: [], page: written });
  });

  test("stay if there is no environment", () => {
    expect(checkNames(page, [])).toEqual({ outdated: [], problems: [], page });
  });

  test.each(["failover", "orders"])("of the runbook %s are known to the drill", (name) => {
    const runbook = fs.readFileSync(path.resolve(__dirname, `../../../docs/runbooks/${name}.md`), "utf8");
    const rows = Object.keys(namesOf(runbook));
    expect(rows).toContain("environment");
    expect(rows.filter((row) => !(row in namesIn([prod, standby])))).toEqual([]);
  });
});

describe("the blocks of a runbook", () => {
  const empty = "## Steps\n\n   ```sh\n   plan\n   ```\n\n   ```text\n   ```\n\nNext.\n";

  test("receive a text where they have none, and retain their fences", () => {
    const [, block] = blocksOf(empty);
    const written = withTexts(empty, new Map([[block!, "No changes.\n  Really."]]));
    expect(written).toBe(empty.replace("```text\n", "```text\n   No changes.\n     Really.\n"));
    expect(blocksOf(written).map(({ text }) => text)).toEqual(["plan", "No changes.\n  Really."]);
  });

  test("need a closing fence, because the blocks after it would be text", () => {
    const open = empty.replace("   plan\n   ```\n", "   plan\n");
    expect(() => blocksOf(open)).toThrow("3: the block has no closing fence");
    expect(() => blocksOf(`${empty}\`\`\`sh\nplan\n`)).toThrow("11: the block has no closing fence");
  });
});
