import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { tracer } from "../observability";
import { awsClient } from "./aws-client";

/** Client of DynamoDB that reads and writes plain values. */
export const documents = tracer.captureAWSv3Client(
  DynamoDBDocumentClient.from(new DynamoDBClient(awsClient), { marshallOptions: { removeUndefinedValues: true } }),
);
