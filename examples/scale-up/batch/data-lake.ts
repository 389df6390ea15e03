import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Objects of the data lake. */
export class DataLake {
  readonly #client: S3Client;

  constructor(private readonly bucket: string) {
    // Emulators have no names of buckets in their addresses.
    this.#client = new S3Client({ forcePathStyle: Boolean(process.env["AWS_ENDPOINT_URL"]) });
  }

  /** Lines of all objects below a prefix, of which only a part is in memory. */
  async *lines(prefix: string): AsyncGenerator<string> {
    for await (const key of this.#keys(prefix)) {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      yield* createInterface({ input: Body as Readable, crlfDelay: Infinity });
    }
  }

  async write(key: string, body: string): Promise<void> {
    const object = { Bucket: this.bucket, Key: key, Body: body, ContentType: "application/x-ndjson" };
    await this.#client.send(new PutObjectCommand(object));
  }

  async *#keys(prefix: string): AsyncGenerator<string> {
    let ContinuationToken: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix: prefix, ContinuationToken }),
      );
      for (const { Key } of page.Contents ?? []) if (Key) yield Key;
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }
}
