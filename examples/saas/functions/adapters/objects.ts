import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { tracer } from "../observability";
import { awsClient } from "./aws-client";

const client = tracer.captureAWSv3Client(
  // An emulator has no names of buckets as hosts.
  new S3Client({ ...awsClient, forcePathStyle: process.env["AWS_ENDPOINT_URL"] !== undefined }),
);

/** Writes an object. */
export async function writeObject(Bucket: string, Key: string, Body: string, ContentType: string): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
}

/** Returns the text of an object. */
export async function readObject(Bucket: string, Key: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Body!.transformToString();
}
