import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "./documents";

/** Writes an item unless there is one with its key. @returns false if there is. */
export async function putNewItem(
  TableName: string,
  Item: Readonly<Record<string, unknown>>,
  hashKey: string,
): Promise<boolean> {
  const command = new PutCommand({ TableName, Item, ConditionExpression: `attribute_not_exists(${hashKey})` });
  try {
    await documents.send(command);
    return true;
  } catch (error) {
    if ((error as Error).name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}
