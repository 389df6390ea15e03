import { document, statusOf } from "./verdict";

const PROVIDER = "${aws_iam_openid_connect_provider.p.arn}";
const trust = (Federated: string, Condition: object) =>
  document({ Effect: "Allow", Principal: { Federated }, Action: "sts:AssumeRoleWithWebIdentity", Condition });
const statusWith = (rule: string, url: string, Condition: object) =>
  statusOf(rule, {
    aws_iam_role: { a: { assume_role_policy: trust(PROVIDER, Condition) } },
    aws_iam_openid_connect_provider: { p: { url, client_id_list: ["sts.amazonaws.com"] } },
  });

describe("a role that trusts an OIDC provider of the stack", () => {
  const github = "https://token.actions.githubusercontent.com";
  const claims = {
    StringEquals: {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": "repo:shop/platform:environment:prod",
    },
  };

  test("is one of GitHub by the URL of the provider", () => {
    expect(statusWith("IAM-06", github, claims)).toBe("pass");
    expect(statusWith("IAM-06", github, {})).toBe("fail");
    expect(statusWith("IAM-06", "https://gitlab.com", {})).toBe("pass");
    expect(statusWith("IAM-12", github, {})).toBe("pass");
  });

  test("requires a subject, also of an unknown issuer", () => {
    const cluster = "oidc.eks.eu-west-1.amazonaws.com/id/A1";
    const account = { [`${cluster}:aud`]: "sts.amazonaws.com", [`${cluster}:sub`]: "system:serviceaccount:shop:api" };
    expect(statusWith("IAM-12", `https://${cluster}`, { StringEquals: account })).toBe("pass");
    expect(statusWith("IAM-12", `https://${cluster}`, { StringNotEquals: account })).toBe("fail");
    expect(statusWith("IAM-12", "${module.cluster.issuer}", {})).toBe("fail");
  });

  test("is no role for users of Cognito or of a SAML provider", () => {
    const principals = ["cognito-identity.amazonaws.com", "arn:aws:iam::111122223333:saml-provider/idp"];
    const statuses = principals.map((one) =>
      statusOf("IAM-12", { aws_iam_role: { a: { assume_role_policy: trust(one, {}) } } }),
    );
    expect(statuses).toEqual(["pass", "pass"]);
  });

  test("is no role whose statement denies", () => {
    const withEffect = (Effect: string) => {
      const statement = { Effect, Principal: { Federated: PROVIDER }, Action: "sts:AssumeRoleWithWebIdentity" };
      return statusOf("IAM-06", {
        aws_iam_role: { a: { assume_role_policy: document(statement) } },
        aws_iam_openid_connect_provider: { p: { url: github, client_id_list: ["sts.amazonaws.com"] } },
      });
    };
    expect([withEffect("Allow"), withEffect("Deny")]).toEqual(["fail", "pass"]);
  });
});
