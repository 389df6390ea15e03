import { grantFolder, type KeyReference, type PolicyStatement } from "../../../../modules/core";

const bucket = { bucketName: "shop-lake", bucketArn: "arn:aws:s3:::shop-lake" };

function statementsOf(prefix: string, access: "read" | "read-write", key?: KeyReference): PolicyStatement[] {
  const statements: PolicyStatement[] = [];
  const grantee = { addStatement: (statement: PolicyStatement) => void statements.push(statement) };
  grantFolder(grantee, { sid: "Lake", bucket: { ...bucket, key }, prefix, access });
  return statements;
}

describe("grantFolder", () => {
  test("allows reading and listing one folder only", () => {
    expect(statementsOf("orders/", "read")).toEqual([
      { sid: "LakeLocation", actions: ["s3:GetBucketLocation"], resources: ["arn:aws:s3:::shop-lake"] },
      {
        sid: "LakeList",
        actions: ["s3:ListBucket"],
        resources: ["arn:aws:s3:::shop-lake"],
        conditions: [{ test: "StringLike", variable: "s3:prefix", values: ["orders/*"] }],
      },
      { sid: "LakeObjects", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop-lake/orders/*"] },
    ]);
  });

  test("allows writing and deleting for read-write", () => {
    expect(statementsOf("orders/", "read-write")[2]).toMatchObject({
      actions: expect.arrayContaining(["s3:PutObject", "s3:DeleteObject", "s3:GetObject"]),
    });
  });

  test("lists the whole bucket without a prefix", () => {
    const [, list, objects] = statementsOf("", "read");
    expect(list).toMatchObject({ sid: "LakeList", conditions: undefined });
    expect(objects).toMatchObject({ resources: ["arn:aws:s3:::shop-lake/*"] });
  });

  test("allows the use of the key of the bucket", () => {
    const used = { sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:aws:kms:us-east-1:111122223333:key/1"] };
    const key: KeyReference = {
      keyArn: used.resources[0]!,
      region: "us-east-1",
      grantUse: (grantee) => grantee.addStatement(used),
    };
    expect(statementsOf("orders/", "read", key)).toContainEqual(used);
    expect(statementsOf("orders/", "read")).toHaveLength(3);
  });
});
