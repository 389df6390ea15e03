import { paginateQuery, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { documents } from "./documents";

/** Reads all items of a query, page by page. */
export async function* queryPages<Item>(input: QueryCommandInput): AsyncGenerator<readonly Item[]> {
  for await (const { Items = [] } of paginateQuery({ client: documents }, input)) yield Items as Item[];
}
