import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { documents } from "./documents";

/** Returns the items of a key, newest range key first. @param limit - most items. */
export async function queryItems<Item>(
  table: { readonly TableName: string; readonly IndexName?: string },
  key: { readonly name: string; readonly value: string },
  limit: number,
): Promise<readonly Item[]> {
  const input: QueryCommandInput = {
    ...table,
    KeyConditionExpression: "#key = :value",
    ExpressionAttributeNames: { "#key": key.name },
    ExpressionAttributeValues: { ":value": key.value },
    ScanIndexForward: false,
    Limit: limit,
  };
  const { Items = [] } = await documents.send(new QueryCommand(input));
  return Items as Item[];
}
