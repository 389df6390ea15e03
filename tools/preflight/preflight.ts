import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { missingError } from "../runner/command/exit-codes";
import type { EnvironmentStacks } from "./environment-stacks";
import { findingOf, type Finding, type Question } from "./question";
import { bootstrapQuestions } from "./questions/bootstrap";
import { imageQuestions } from "./questions/image";
import { operatorQuestions, serviceLinkedRoleQuestions } from "./questions/principals";
import { quotaQuestions } from "./questions/quotas";
import { backupQuestions, connectionQuestions, emailQuestions, hostedZoneQuestions } from "./questions/services";

const KINDS: readonly ((stacks: EnvironmentStacks) => Question[])[] = [
  bootstrapQuestions,
  operatorQuestions,
  serviceLinkedRoleQuestions,
  quotaQuestions,
  backupQuestions,
  hostedZoneQuestions,
  imageQuestions,
  connectionQuestions,
  emailQuestions,
];

/**
 * Asks the account of the present credentials for everything that the first apply of an environment needs. In another
 * account than the environment's, only the account is asked for.
 *
 * @throws ToolError (missing) without valid credentials.
 */
export async function preflight(stacks: EnvironmentStacks): Promise<Finding[]> {
  const account = await accountFinding(stacks);
  if (account.status !== "ok") return [account];
  const questions = KINDS.flatMap((questionsOf) => questionsOf(stacks));
  return [account, ...(await Promise.all(questions.map(findingOf)))];
}

async function accountFinding({ account, region }: EnvironmentStacks): Promise<Finding> {
  const actual = await callerAccount(region);
  if (actual === account) return { subject: "account", status: "ok", detail: account };
  return {
    subject: "account",
    status: "missing",
    detail: `the credentials are of ${actual}, the environment is in ${account}`,
    mend: `aws sso login --profile <profile of ${account}>, then AWS_PROFILE=<profile>`,
  };
}

async function callerAccount(region: string): Promise<string | undefined> {
  try {
    return (await new STSClient({ region }).send(new GetCallerIdentityCommand({}))).Account;
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    throw missingError(`no valid AWS credentials: ${reason}; sign in, for example: aws sso login --profile <profile>`);
  }
}

/** The report: a row for each finding, the command that mends it below, and the counts in the last line. */
export function reportOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const statuses = ["ok", "missing", "not allowed to ask", "not answered"] as const;
  const rows = findings.flatMap(({ subject, status, detail, mend }) => [
    `${status.padEnd(18)}  ${subject.padEnd(width)}  ${detail}`,
    ...(mend === undefined ? [] : [`${" ".repeat(20)}${mend}`]),
  ]);
  const counts = statuses.map((status) => `${findings.filter((one) => one.status === status).length} ${status}`);
  return [...rows, "", counts.join(", ")].join("\n");
}
