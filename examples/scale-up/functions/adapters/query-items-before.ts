import { paginateQuery, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { documents } from "./documents";

interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** Yields the items of an index key whose range key is below a value, oldest first and page by page. */
export async function* queryItemsBefore<Item>(
  index: { readonly TableName: string; readonly IndexName: string },
  hash: Attribute,
  range: Attribute,
): AsyncGenerator<Item> {
  const input: QueryCommandInput = {
    ...index,
    KeyConditionExpression: "#hash = :hash AND #range < :range",
    ExpressionAttributeNames: { "#hash": hash.name, "#range": range.name },
    ExpressionAttributeValues: { ":hash": hash.value, ":range": range.value },
  };
  for await (const { Items = [] } of paginateQuery({ client: documents }, input)) yield* Items as Item[];
}
