import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { setTimeout as pause } from "node:timers/promises";
import { TemporarilyUnavailable } from "../refusal";
import { documents } from "./documents";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

const ATTEMPTS = 5;
const PAUSE_MILLIS = 40;

/**
 * Writes all items or none. A conflict with another transaction is tried again.
 *
 * @returns the positions of the writes whose conditions do not hold; none if all were written.
 */
export async function transactWrite(writes: readonly Write[]): Promise<readonly number[]> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const codes = await reasonsOfCancellation(writes);
    const failed = codes.flatMap((code, index) => (code === "ConditionalCheckFailed" ? [index] : []));
    if (failed.length > 0 || codes.length === 0) return failed;
    await pause(PAUSE_MILLIS * attempt * Math.random());
  }
  throw new TemporarilyUnavailable("The table");
}

/** Code of each write if the transaction was cancelled, else none. */
async function reasonsOfCancellation(writes: readonly Write[]): Promise<readonly (string | undefined)[]> {
  try {
    await documents.send(new TransactWriteCommand({ TransactItems: [...writes] }));
    return [];
  } catch (error) {
    const { name, CancellationReasons: reasons } = error as Error & { CancellationReasons?: { Code?: string }[] };
    if (name === "TransactionCanceledException" && reasons) return reasons.map(({ Code }) => Code);
    throw error;
  }
}
