import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "./documents";

/** Returns an item as it is now, or undefined. */
export async function getItem<Item>(
  TableName: string,
  Key: Readonly<Record<string, string>>,
): Promise<Item | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  return Item as Item | undefined;
}
