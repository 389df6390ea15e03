import { readDocument } from "../../../policies/iam/document-text";

describe("the text of a document", () => {
  test("is JSON, or the argument of jsonencode", () => {
    expect(readDocument('{"Version": "2012-10-17"}')).toEqual({ Version: "2012-10-17" });
    expect(readDocument('${jsonencode({ Version = "2012-10-17" })}')).toEqual({ Version: "2012-10-17" });
  });

  test("may be an object of Terraform", () => {
    expect(readDocument('${{ Version = "2012-10-17" }}')).toEqual({ Version: "2012-10-17" });
  });

  test("may contain comments, which are no value", () => {
    const statement = '{ Effect = "Allow" # everyone, ]\n Action = "*" /* { */ },\n';
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*" }] };
    const text = `\${jsonencode({\n# all\nVersion = "2012-10-17"\nStatement = [\n// one\n${statement}] })}`;
    expect(readDocument(text)).toEqual(document);
    const noComment = '${jsonencode({ Resource = "https://shop.example/#top" })}';
    expect(readDocument(noComment)).toEqual({ Resource: "https://shop.example/#top" });
  });

  test("ends with unbalanced brackets, which are no value", () => {
    expect(() => readDocument("${jsonencode({ Statement = [}, ] })}")).not.toThrow();
    expect(readDocument("${jsonencode({ Version = ) })}")).not.toEqual({ Version: "2012-10-17" });
  });
});
