import { InputError, type KeyReference } from "../../../modules/core";
import {
  ImageReplication,
  ImageRepository,
  imageRepositoryUrl,
  type ImageRepositoryProps,
} from "../../../modules/delivery";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";

const key: KeyReference<"us-east-1"> = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/test",
  region: "us-east-1",
  grantUse: () => {},
};

type Differences = Partial<ImageRepositoryProps<"us-east-1">>;

const props = { name: "shop-api", key, pullAccounts: ["111122223333"] };

const synthesizeRepository = (differences: Differences = {}) =>
  synthesizeStack(
    (stack) =>
      new ImageRepository(stack, "images", { ...props, regional: stack.providerIn("us-east-1"), ...differences }),
  );

const lifecycleRules = (differences: Differences = {}): unknown =>
  (
    JSON.parse(String(synthesizeRepository(differences).resource("aws_ecr_lifecycle_policy")["policy"])) as {
      rules: unknown;
    }
  ).rules;

describe("ImageRepository", () => {
  test("R-P1 tags are immutable, pushes are scanned, the key encrypts images and deletion is refused by default", () => {
    expect(synthesizeRepository().resource("aws_ecr_repository")).toMatchObject({
      name: "shop-api",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "KMS", kms_key: "arn:aws:kms:us-east-1:111122223333:key/test" }],
      force_delete: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("R-P1 the newest 30 tagged images are retained and untagged ones expire after 7 days by default", () => {
    expect(lifecycleRules()).toEqual([
      expect.objectContaining({
        rulePriority: 1,
        selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
        action: { type: "expire" },
      }),
      expect.objectContaining({
        rulePriority: 2,
        selection: { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: 30 },
        action: { type: "expire" },
      }),
    ]);
  });

  test("a setting that is undefined has its default", () => {
    const undefinedProps = { keepImages: undefined, untaggedDays: undefined, deletionProtection: undefined };
    expect(lifecycleRules(undefinedProps)).toEqual(lifecycleRules());
    expect(synthesizeRepository(undefinedProps).resource("aws_ecr_repository")).toMatchObject({
      lifecycle: { prevent_destroy: true },
    });
  });

  test("keepImages and untaggedDays are settings", () => {
    expect(lifecycleRules({ keepImages: 50, untaggedDays: 1 })).toEqual([
      expect.objectContaining({ selection: expect.objectContaining({ countNumber: 1 }) as unknown }),
      expect.objectContaining({ selection: expect.objectContaining({ countNumber: 50 }) as unknown }),
    ]);
  });

  test("images with a protected tag never expire, whatever is pushed later", () => {
    expect(lifecycleRules({ protectedTags: ["deployed-*"], keepImages: 5 })).toEqual([
      expect.objectContaining({ rulePriority: 1, selection: expect.objectContaining({ tagStatus: "untagged" }) }),
      {
        rulePriority: 2,
        description: "Images tagged deployed-* are kept",
        selection: {
          tagStatus: "tagged",
          tagPatternList: ["deployed-*"],
          countType: "imageCountMoreThan",
          countNumber: 20_000,
        },
        action: { type: "expire" },
      },
      expect.objectContaining({ rulePriority: 3, selection: expect.objectContaining({ countNumber: 5 }) }),
    ]);
  });

  test("grantTag allows tagging existing images, grantReadFindings reading their findings", () => {
    const stack = synthesizeStack((scope) => {
      const images = new ImageRepository(scope, "images", props);
      const role = testRole(scope);
      images.grantTag(role);
      images.grantReadFindings(role);
    });
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({
        sid: "TagImages",
        actions: ["ecr:BatchGetImage", "ecr:DescribeImages", "ecr:PutImage"],
        resources: [expect.stringContaining("aws_ecr_repository.images_repository")],
      }),
      expect.objectContaining({ sid: "ReadFindingsImages", actions: ["ecr:DescribeImageScanFindings"] }),
    ]);
  });

  test("AWS managed encryption and deletion are settings", () => {
    const repository = synthesizeRepository({ key: "aws-managed", deletionProtection: false }).resource(
      "aws_ecr_repository",
    );
    expect(repository).toMatchObject({
      encryption_configuration: [{ encryption_type: "KMS" }],
      force_delete: true,
      lifecycle: { prevent_destroy: false },
    });
    expect(JSON.stringify(repository["encryption_configuration"])).not.toContain("kms_key");
  });

  test("functions of the repository's account can pull and nothing else can", () => {
    expect(synthesizeRepository().statements("repository-policy")).toEqual([
      {
        sid: "PulledByFunctions",
        effect: "Allow",
        actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
        condition: [
          { test: "ArnLike", variable: "aws:SourceArn", values: ["arn:aws:lambda:*:111122223333:function:*"] },
        ],
      },
    ]);
  });

  test("other accounts can pull for their functions", () => {
    const statements = synthesizeRepository({ pullAccounts: ["111122223333", "444455556666"] }).statements(
      "repository-policy",
    );
    expect(statements[0]).toMatchObject({
      condition: [
        {
          values: ["arn:aws:lambda:*:111122223333:function:*", "arn:aws:lambda:*:444455556666:function:*"],
        },
      ],
    });
    expect(statements[1]).toMatchObject({
      actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
    });
  });

  test("there is no policy without pull accounts", () => {
    expect(synthesizeRepository({ pullAccounts: [] }).resources("aws_ecr_repository_policy")).toEqual({});
  });

  test("grantPull does not allow pushing", () => {
    const stack = synthesizeStack((scope) =>
      new ImageRepository(scope, "images", { ...props, regional: scope.providerIn("us-east-1") }).grantPull(
        testRole(scope),
      ),
    );
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({ sid: "LoginToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] }),
      expect.objectContaining({
        sid: "PullImages",
        actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:DescribeImages"],
        resources: [expect.stringContaining("aws_ecr_repository.images")],
      }),
    ]);
  });

  test("grantPush allows pushing to this repository only", () => {
    const stack = synthesizeStack((scope) =>
      new ImageRepository(scope, "images", { ...props, regional: scope.providerIn("us-east-1") }).grantPush(
        testRole(scope),
      ),
    );
    expect(stack.statements("role_permissions")[2]).toMatchObject({
      sid: "PushImages",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: [expect.stringContaining("aws_ecr_repository.images")],
    });
  });

  test("imageRepositoryUrl returns the URL", () => {
    expect(imageRepositoryUrl("111122223333", "us-west-2", "shop-api")).toBe(
      "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop-api",
    );
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeRepository({
        name: "Shop",
        key: { ...key, region: "us-west-2" as "us-east-1" },
        pullAccounts: ["1", "1"],
        keepImages: 0,
        untaggedDays: 0.5,
        protectedTags: ["*", "a*b*c*d*e*"],
      });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^9 invalid settings/);
    expect(invalid).toThrow(/test\/images: key\.region: got "us-west-2"; allowed: us-east-1/);
    expect(invalid).toThrow(/pullAccounts: got "1"; allowed: every value once/);
    expect(invalid).toThrow(/pullAccounts: got "1"; allowed: an AWS account id of 12 digits/);
    expect(invalid).toThrow(/keepImages: got 0; allowed: a whole number from 1 to 20000/);
    expect(invalid).toThrow(/protectedTags: got "\*"; allowed: letters, digits and/);
    expect(invalid).toThrow(/protectedTags: got "a\*b\*c\*d\*e\*"/);
    expect(invalid).toThrow(/untaggedDays: got 0.5; allowed: a whole number from 1 to 3650/);
    expect(invalid).toThrow(/name: got "Shop"; allowed: an image repository name/);
  });

  test("the addresses are these", () => {
    expect(synthesizeRepository().addresses).toMatchInlineSnapshot(`
     [
       "aws_ecr_lifecycle_policy.images_expiry_52B0357C",
       "aws_ecr_repository.images_repository_F169625C",
       "aws_ecr_repository_policy.images_policy_EBD7D10D",
       "data.aws_iam_policy_document.images_repository-policy_document_B75B7E26",
     ]
    `);
  });
});

describe("ImageReplication", () => {
  const synthesizeReplication = (copyName = "shop-api", copyRegion: "us-west-2" | "us-east-1" = "us-west-2") =>
    synthesizeStack((stack) => {
      const regional = stack.providerIn("us-east-1");
      const base = { key: "aws-managed", pullAccounts: [] } as const;
      const source = new ImageRepository(stack, "images", { ...base, name: "shop-api", regional });
      const copy = new ImageRepository(stack, "copies", {
        ...base,
        name: copyName,
        regional: stack.providerIn(copyRegion),
      });
      const wrong = copyRegion === "us-east-1" ? stack.providerIn("eu-west-1") : undefined;
      new ImageReplication(stack, "replication", { regional: wrong, source, copy });
    });

  test("every image is replicated to the repository of the other region", () => {
    const stack = synthesizeReplication();
    expect(stack.resource("aws_ecr_replication_configuration")).toMatchObject({
      provider: "aws",
      replication_configuration: {
        rule: [
          {
            destination: [
              { region: "us-west-2", registry_id: expect.stringMatching(/aws_ecr_repository\.copies.*registry_id/) },
            ],
            repository_filter: [{ filter: "shop-api", filter_type: "PREFIX_MATCH" }],
          },
        ],
      },
    });
    for (const type of ["aws_ecr_repository", "aws_ecr_lifecycle_policy"]) {
      expect(stack.resource(type, "copies")).toMatchObject({ provider: "aws.us-west-2" });
    }
  });

  test("one error lists every invalid setting", () => {
    const invalid = () => synthesizeReplication("copies-of-shop", "us-east-1");
    expect(invalid).toThrow(/test\/replication: regional\.region: got "eu-west-1"; allowed: us-east-1/);
    expect(invalid).toThrow(/copy\.region: got "us-east-1"; allowed: another region than us-east-1/);
    expect(invalid).toThrow(/copy\.name: got "copies-of-shop"; allowed: shop-api/);
  });

  test("the addresses are these", () => {
    expect(synthesizeReplication().addresses).toMatchInlineSnapshot(`
     [
       "aws_ecr_lifecycle_policy.copies_expiry_D23DDF98",
       "aws_ecr_lifecycle_policy.images_expiry_52B0357C",
       "aws_ecr_replication_configuration.replication_2E3A33E0",
       "aws_ecr_repository.copies_repository_A680F800",
       "aws_ecr_repository.images_repository_F169625C",
     ]
    `);
  });
});
