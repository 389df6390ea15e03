import fs from "node:fs";
import path from "node:path";
import { dataValues, withVariables } from "../../../tools/runner/command/inputs";
import { withTemporaryFolder } from "../../../tools/runner/command/temporary-folder";
import { thisMachine } from "../../../tools/runner/command/machine";

const usage = (message: string): Error =>
  expect.objectContaining({ message: expect.stringContaining(message) as string, exitCode: 2 }) as Error;

describe("--var", () => {
  test("adds to the environment, with everything after the first equals sign", () => {
    const { env } = withVariables({ ...thisMachine(), env: { PATH: "/bin" } }, ["team=shop", 'tags={"a":"b=c"}']);
    expect(env).toEqual({ PATH: "/bin", TF_VAR_team: "shop", TF_VAR_tags: '{"a":"b=c"}' });
  });

  test.each(["team", "=shop", "a b=c"])("refuses %s", (option) =>
    expect(() => withVariables(thisMachine(), [option])).toThrow(usage("allowed: name=value")),
  );
});

describe("--data", () => {
  const cwd = { cwd: "/" };

  test("takes texts, and JSON for everything else; a later one overrides", () => {
    const options = ["aws_subnets.all.ids=[1]", "data.aws_subnets.all.ids=[2,3]", "aws_ssm_parameter.a-b.value=x=y"];
    expect(dataValues(options, cwd)).toEqual({
      "aws_subnets.all": { ids: [2, 3] },
      "aws_ssm_parameter.a-b": { value: "x=y" },
    });
  });

  test("takes a file", () =>
    withTemporaryFolder("inputs", async (folder) => {
      await fs.promises.writeFile(path.join(folder, "data.json"), '{ "aws_vpc.main": { "id": "vpc-1" } }');
      expect(dataValues(["data.json"], { cwd: folder })).toEqual({ "aws_vpc.main": { id: "vpc-1" } });
      await fs.promises.writeFile(path.join(folder, "data.json"), '{ "aws_vpc.main": "vpc-1" }');
      expect(() => dataValues(["data.json"], { cwd: folder })).toThrow(usage("--data data.json: allowed: a JSON file"));
    }));

  test.each([
    ["aws_vpc=1", "type.name.attribute=value, or a JSON file"],
    ["aws_vpc.main=1", "type.name.attribute=value, or a JSON file"],
    ["none.json", "--data none.json: ENOENT"],
  ])("refuses %s", (option, message) => expect(() => dataValues([option], cwd)).toThrow(usage(message)));
});
