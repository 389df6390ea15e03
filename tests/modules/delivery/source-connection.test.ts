import { SourceConnection, type SourceConnectionProps } from "../../../modules/delivery";
import { synthesizeStack } from "../../../testing";

const synthesizeConnection = (props: SourceConnectionProps) =>
  synthesizeStack((stack) => new SourceConnection(stack, "source", props));

describe("SourceConnection", () => {
  test("the host is GitHub by default", () => {
    const connection = { name: "shop", provider_type: "GitHub" };
    expect(synthesizeConnection({ name: "shop" }).resource("aws_codestarconnections_connection")).toMatchObject(
      connection,
    );
    expect(
      synthesizeConnection({ name: "shop", host: undefined }).resource("aws_codestarconnections_connection"),
    ).toMatchObject(connection);
  });

  test("the host is a setting", () => {
    expect(
      synthesizeConnection({ name: "shop", host: "GitLab" }).resource("aws_codestarconnections_connection"),
    ).toMatchObject({ provider_type: "GitLab" });
  });

  test("one error lists every invalid setting", () => {
    const invalid = () => synthesizeConnection({ name: "the shop", host: "CodeCommit" as "GitHub" });
    expect(invalid).toThrow(/test\/source: host: got "CodeCommit"; allowed: GitHub, GitLab, Bitbucket/);
    expect(invalid).toThrow(/name: got "the shop"; allowed: a connection name of at most 32 characters/);
  });

  test("the addresses are these", () => {
    expect(synthesizeConnection({ name: "shop" }).addresses).toMatchInlineSnapshot(`
     [
       "aws_codestarconnections_connection.source_connection_9E6F7DF7",
     ]
    `);
  });
});
