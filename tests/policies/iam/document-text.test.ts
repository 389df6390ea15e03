import { readDocument } from "../../../policies/iam/document-text";

describe("the text of a document", () => {
  test("is JSON, or the argument of jsonencode", () => {
    expect(readDocument('{"Version": "2012-10-17"}')).toEqual({ Version: "2012-10-17" });
    expect(readDocument('${jsonencode({ Version = "2012-10-17" })}')).toEqual({ Version: "2012-10-17" });
  });

  test("ends with unbalanced brackets, which are no value", () => {
    expect(() => readDocument("${jsonencode({ Statement = [}, ] })}")).not.toThrow();
    expect(readDocument("${jsonencode({ Version = ) })}")).not.toEqual({ Version: "2012-10-17" });
  });
});
