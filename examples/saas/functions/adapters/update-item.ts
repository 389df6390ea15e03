import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { documents } from "./documents";

/** Updates an item and returns it. @returns undefined if the condition of the input does not hold. */
export async function updateItem<Item>(input: Omit<UpdateCommandInput, "ReturnValues">): Promise<Item | undefined> {
  try {
    const { Attributes } = await documents.send(new UpdateCommand({ ...input, ReturnValues: "ALL_NEW" }));
    return Attributes as Item;
  } catch (error) {
    if ((error as Error).name === "ConditionalCheckFailedException") return undefined;
    throw error;
  }
}
