import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { exampleFixture } from "../../../tests/support/synthesized";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "shopflow-delivery-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const IMAGE = `123456789012.dkr.ecr.us-east-1.amazonaws.com/shopflow@sha256:${"1a".repeat(32)}`;
const WORKER = "arn:aws:ecs:us-east-1:123456789012:task-definition/shopflow-worker:8";

interface Run {
  /** Commands of a build project of the stack, by its id. */
  readonly build: string;
  readonly files: Readonly<Record<string, string>>;
  /** Answers in place of those of AWS, by the operation. */
  readonly answers?: Readonly<Record<string, string>>;
}

/** Runs a build in one Bash, as CodeBuild does, with a program in place of `aws` that answers and logs its calls. */
function run({ build, files, answers = {} }: Run) {
  const cwd = fs.mkdtempSync(path.join(folder, "run-"));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(cwd, name), text);
  const cases = Object.entries({ ...ANSWERS, ...answers }).map(([call, text]) => `${call}) echo '${text}' ;;`);
  const aws = `#!/bin/bash\necho "$*" >> "$LOG"\ncase "$2 $4" in\n${cases.join("\n")}\nesac\n`;
  fs.writeFileSync(path.join(cwd, "aws"), aws, { mode: 0o755 });
  const project = exampleFixture("shopflow", "delivery").resource("aws_codebuild_project", `prod-${build}`);
  const { buildspec } = project["source"] as { buildspec: string };
  const { phases } = JSON.parse(buildspec) as { phases: { build: { commands: string[] } } };
  const { environment_variable: variables } = project["environment"] as {
    environment_variable: { name: string; value: string }[];
  };
  const log = path.join(cwd, "log");
  const env = {
    PATH: `${cwd}:/usr/bin:/bin`,
    LOG: log,
    ...Object.fromEntries(variables.map(({ name, value }) => [name, value])),
  };
  const { status, stdout } = spawnSync("bash", ["-ec", phases.build.commands.join("\n")], {
    cwd,
    env,
    encoding: "utf8",
  });
  const calls = fs.readFileSync(log, "utf8").trim().split("\n");
  return { status, stdout, calls, read: (file: string) => fs.readFileSync(path.join(cwd, file), "utf8") };
}

/** A description as ECS returns it. */
const described = (family: string) =>
  JSON.stringify({
    taskDefinitionArn: `arn:aws:ecs:us-east-1:123456789012:task-definition/${family}:7`,
    revision: 7,
    status: "ACTIVE",
    requiresAttributes: [],
    compatibilities: ["FARGATE"],
    registeredAt: 1,
    registeredBy: "terraform",
    family,
    cpu: "512",
    containerDefinitions: [
      { name: "app", image: "old", command: ["serve"] },
      { name: "tracing", image: "collector" },
    ],
  });

const PARAMETERS = {
  "api-task-definition": "shopflow-api:7",
  "worker-task-definition": "shopflow-worker:7",
  subnets: "subnet-0a,subnet-0b",
  "api-security-group": "sg-0a",
  "worker-security-group": "sg-0b",
};

/** Answers by the operation and the value of its first option. */
const ANSWERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(PARAMETERS).map(([name, value]) => [`"get-parameter /shopflow/prod/deployment/${name}"`, value]),
  ),
  '"describe-task-definition shopflow-api:7"': described("shopflow-api"),
  '"describe-task-definition shopflow-worker:7"': described("shopflow-worker"),
  "register-task-definition*": WORKER,
  "run-task*": "arn:aws:ecs:us-east-1:123456789012:task/shopflow/1",
  "describe-tasks*": "0",
  "describe-services*": WORKER,
};

const prepare = (answers?: Run["answers"]) =>
  run({ build: "prepare", files: { "imageDetail.json": JSON.stringify({ ImageURI: IMAGE }) }, answers });

describe("the build that prepares a deployment", () => {
  test("SF-P1 writes the files of CodeDeploy from the template of the environment", () => {
    const { status, read } = prepare();
    expect(status).toBe(0);
    expect(JSON.parse(read("deployment/taskdef.json"))).toEqual({
      family: "shopflow-api",
      cpu: "512",
      containerDefinitions: [
        { name: "app", image: "<IMAGE1_NAME>", command: ["serve"] },
        { name: "tracing", image: "collector" },
      ],
    });
    expect(read("deployment/appspec.yaml")).toBe(`version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: app
          ContainerPort: 3000
        PlatformVersion: LATEST
        NetworkConfiguration:
          AwsvpcConfiguration:
            Subnets: [subnet-0a,subnet-0b]
            SecurityGroups: [sg-0a]
            AssignPublicIp: DISABLED
`);
  });

  test("SF-P1 registers the worker with the image's digest and migrates with it, before anything is deployed", () => {
    const { calls, read } = prepare();
    expect(JSON.parse(read("worker.json"))).toMatchObject({ containerDefinitions: [{ image: IMAGE }, {}] });
    expect(read("deployment/worker-task-definition").trim()).toBe(WORKER);
    const [task] = calls.filter((call) => call.startsWith("ecs run-task"));
    expect(task).toContain(`--task-definition ${WORKER}`);
    expect(task).toContain('"command":["migrate"]');
    expect(task).toContain("subnets=[subnet-0a,subnet-0b],securityGroups=[sg-0b],assignPublicIp=DISABLED");
    expect(calls.at(-1)).toContain("describe-tasks");
  });

  test("SF-P1 fails with the migration, so that nothing is deployed", () => {
    const { status, stdout } = prepare({ "describe-tasks*": "1" });
    expect(status).toBe(1);
    expect(stdout).toContain("The migration ended with status 1");
  });
});

describe("the build that deploys the worker", () => {
  const deploy = (answers?: Run["answers"]) =>
    run({ build: "worker", files: { "worker-task-definition": WORKER }, answers });

  test("SF-P1 updates the service and waits until it is stable", () => {
    const { status, calls } = deploy();
    expect(status).toBe(0);
    const service = "--cluster shopflow --service shopflow-worker";
    expect(calls[0]).toBe(`ecs update-service ${service} --task-definition ${WORKER} --query service.serviceArn`);
    expect(calls[1]).toBe("ecs wait services-stable --cluster shopflow --services shopflow-worker");
  });

  test("SF-P1 fails when the circuit breaker has returned to the old revision", () => {
    const { status, stdout } = deploy({ "describe-services*": "shopflow-worker:7" });
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expect.stringContaining("ECS returned to shopflow-worker:7"),
    });
  });
});
