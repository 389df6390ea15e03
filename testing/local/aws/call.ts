import { LOCAL_REGION } from "./moto";

/** Services with a JSON protocol, by the name that signatures have, and the prefix of their operations. */
const PREFIXES = {
  "cognito-idp": "AWSCognitoIdentityProviderService",
  dynamodb: "DynamoDB_20120810",
  secretsmanager: "secretsmanager",
  sqs: "AmazonSQS",
} as const;

export type JsonService = keyof typeof PREFIXES;

/** Scope of a signature, from which moto reads service and region. It checks no signature. */
export const authorization = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=local/20270101/${LOCAL_REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/**
 * Calls an operation of an emulated service without the AWS SDK, whose clients take a second to load.
 *
 * @throws Error with the name of the service's error.
 */
export async function callAws<Answer>(
  endpoint: string,
  service: JsonService,
  operation: string,
  input: object,
): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `${PREFIXES[service]}.${operation}`,
      authorization: authorization(service),
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Answer & AwsError;
  if (response.ok) return answer;
  const name = answer.__type.split("#").at(-1)!;
  throw Object.assign(new Error(`${operation}: ${name}: ${answer.message}`), { name });
}

interface AwsError {
  readonly __type: string;
  readonly message: string;
}
