import Big from "big.js";
import type { CostLine } from "../cost-line";

/** Quantity of a service that AWS never charges, in units of the prices. */
interface FreeAllowance {
  readonly component: string;
  /** Prices that share the allowance, in the order in which it is used up. */
  readonly prices: readonly string[];
  readonly quantity: number;
}

/** Allowances without an end. Those of the first twelve months of old accounts are not among them. */
const ALLOWANCES: readonly FreeAllowance[] = [
  { component: "data to the internet", prices: ["data-transfer.internet"], quantity: 100 },
  { component: "CloudFront data", prices: ["cloudfront.internet"], quantity: 1024 },
  { component: "CloudFront requests", prices: ["cloudfront.https-requests"], quantity: 1000 },
  { component: "CloudFront Functions", prices: ["cloudfront.function"], quantity: 2 },
  { component: "Lambda requests", prices: ["lambda.requests"], quantity: 1 },
  { component: "Lambda duration", prices: ["lambda.x86.duration", "lambda.arm.duration"], quantity: 400_000 },
  { component: "DynamoDB write capacity", prices: ["dynamodb.write-capacity-unit"], quantity: 18_600 },
  { component: "DynamoDB read capacity", prices: ["dynamodb.read-capacity-unit"], quantity: 18_600 },
  { component: "DynamoDB storage", prices: ["dynamodb.storage"], quantity: 25 },
  { component: "Cognito users", prices: ["cognito.essentials", "cognito.lite"], quantity: 10_000 },
  { component: "SQS requests", prices: ["sqs.standard", "sqs.fifo"], quantity: 1 },
  { component: "SNS publishes", prices: ["sns.publish"], quantity: 1 },
  { component: "Scheduler invocations", prices: ["scheduler"], quantity: 14 },
  { component: "Step Functions transitions", prices: ["step-functions.standard"], quantity: 4 },
  { component: "KMS requests", prices: ["kms.requests"], quantity: 2 },
  { component: "log ingestion and storage", prices: ["logs.ingestion", "logs.storage"], quantity: 5 },
  { component: "custom metrics", prices: ["cloudwatch.metric"], quantity: 10 },
  { component: "alarms", prices: ["cloudwatch.alarm"], quantity: 10 },
  { component: "dashboards", prices: ["cloudwatch.dashboard"], quantity: 3 },
  { component: "canary runs", prices: ["cloudwatch.canary"], quantity: 100 },
  { component: "CodePipeline minutes", prices: ["codepipeline.v2.minute"], quantity: 100 },
  { component: "CodeBuild minutes", prices: ["codebuild.small"], quantity: 100 },
];

/**
 * Credits for the allowances, each once per account. AWS documents no order in which resources use an allowance up, so
 * that a credit belongs to the account and to no resource.
 *
 * @param lines - all lines of one account.
 */
export function freeCredits(lines: readonly CostLine[]): readonly CostLine[] {
  return ALLOWANCES.flatMap(({ component, prices, quantity }) => {
    const charged = prices.flatMap((key) => lines.filter(({ price, amount }) => price?.key === key && amount?.gt(0)));
    const amount = creditOf(charged, new Big(quantity));
    return amount.eq(0) ? [] : [creditLine(component, amount)];
  });
}

function creditOf(lines: readonly CostLine[], allowance: Big): Big {
  let left = allowance;
  let credit = new Big(0);
  for (const { quantity, amount } of lines) {
    const covered = quantity!.lt(left) ? quantity! : left;
    credit = credit.plus(amount!.times(covered).div(quantity!));
    left = left.minus(covered);
  }
  return credit;
}

function creditLine(component: string, amount: Big): CostLine {
  return {
    environment: "account",
    stack: "",
    address: "",
    type: "free tier",
    component,
    kind: "derived",
    region: "",
    amount: amount.times(-1),
    reason: "always free, once per account",
  };
}
