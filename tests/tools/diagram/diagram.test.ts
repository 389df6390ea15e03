import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import { drawStack, type Parts } from "../../../tools/diagram/diagram";
import { synthesizedStack } from "../../support/synthesized";
import { bareMachine, runGroundplan, synthesizeByHand, temporaryFolder } from "../fixtures";

const folder = temporaryFolder();
const docs = path.resolve(__dirname, "../../../docs");
const page = fs.readFileSync(path.join(docs, "architecture.md"), "utf8");
const platformParts = JSON.parse(fs.readFileSync(path.join(docs, "diagram.json"), "utf8")) as Parts;

const origin = (construct: string) => ({ metadata: { path: `shop/${construct}/resource` } });

const config: TerraformJson = {
  terraform: {},
  resource: {
    aws_vpc: { net: { "//": origin("network") } },
    aws_rds_cluster: { db: { "//": origin("database"), vpc: "${aws_vpc.net.id}", key: "${aws_kms_key.key.arn}" } },
    aws_kms_key: { key: { "//": origin("key") } },
    aws_security_group: { db: { "//": origin("database") }, fn: { "//": origin("function") } },
    aws_vpc_security_group_ingress_rule: {
      rule: {
        "//": origin("database"),
        from_port: 5432,
        group: "${aws_security_group.db.id}",
        peer: "${aws_security_group.fn.id}",
      },
    },
  },
};

const parts: Parts = {
  network: { label: "VPC", layer: "Network" },
  database: { label: "Aurora", layer: "Data" },
  function: { label: "Lambda", layer: "Application" },
  key: "not drawn",
};

describe("the diagram of a stack", () => {
  test("has a box for each construct in its layer, arrows for references and ports for traffic", () => {
    expect(drawStack(config, parts)).toBe(
      [
        "flowchart LR",
        "  subgraph Application",
        '    function["Lambda"]',
        "  end",
        "  subgraph Data",
        '    database["Aurora"]',
        "  end",
        "  subgraph Network",
        '    network["VPC"]',
        "  end",
        "  database --> network",
        "  function -- 5432 --> database",
        "",
      ].join("\n"),
    );
  });

  test("fails for a construct without a box", () => {
    const { network: _network, ...rest } = parts;
    expect(() => drawStack(config, rest)).toThrow("constructs without a part in the diagram: network");
  });
});

describe("docs/architecture.md", () => {
  const drawn = (name: string) => drawStack(synthesizedStack(name).config, platformParts);

  test("contains the diagram of prod; npm run diagram updates it", () => {
    expect(page).toContain(`\`\`\`mermaid\n${drawn("prod")}\`\`\``);
  });

  test("does not contain the diagram of another environment", () => {
    expect(page).not.toContain(drawn("dev"));
  });
});

describe("groundplan diagram in any project", () => {
  test("prints each stack with the ids of its constructs", async () => {
    const machine = bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));
    synthesizeByHand(machine.cwd, ["one", "two"]);
    const { exitCode, output } = await runGroundplan(machine, ["diagram"]);
    const drawing = '```mermaid\nflowchart LR\n  subgraph Stack\n    orders["orders"]\n  end\n```';
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: `${drawing}\n${drawing}` });
    expect((await runGroundplan(machine, ["diagram", "two"])).output).toBe(drawing);
  });

  test("refuses names of stacks together with --page", async () => {
    const machine = bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));
    expect(await runGroundplan(machine, ["diagram", "two", "--page"])).toMatchObject({ exitCode: 2 });
  });
});
