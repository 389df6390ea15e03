import { EXIT, exitCodeOf, judge } from "../../../policies/engine/judgement";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { consoleReport } from "../../../policies/reports/console";
import { EXEMPT_TYPES, RULES } from "../../../policies/rules";
import { agingNotice } from "../../../policies/rules/checks/supported-versions";

type Blocks = Readonly<Record<string, object>>;

const NOW = new Date("2026-11-29T00:00:00Z");
const judged = (resource: Blocks, rest: object = {}) =>
  judge([readConfiguration({ name: "shop", config: { resource, ...rest } })], {
    phase: "synth",
    rules: RULES,
    exempt: EXEMPT_TYPES,
    now: NOW,
  });
const outcomeOf = (rule: string, resource: Blocks, rest: object = {}): string | undefined =>
  judged(resource, rest).verdicts.find((one) => one.rule.id === rule)?.outcome;
const document = (...statements: object[]): string => JSON.stringify({ Statement: statements });

describe("a pin", () => {
  const outcomeWith = (Condition: object): string | undefined => {
    const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*", Condition };
    return outcomeOf("IAM-11", { aws_glue_resource_policy: { a: { policy: document(statement) } } });
  };

  test.each([
    ["aws:SourceAccount", "111122223333"],
    ["AWS:SourceOwner", "111122223333"],
    ["aws:SourceArn", "arn:aws:sns:*:111122223333:orders-*"],
    ["aws:SourceArn", "arn:aws:s3:::orders"],
    ["aws:SourceArn", "arn:aws:sns:us-east-1:${data.aws_caller_identity.me.account_id}:*"],
    ["aws:SourceArn", "${aws_sns_topic.a.arn}"],
    ["aws:PrincipalOrgID", "o-a1b2c3d4e5"],
    ["aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*"],
    ["kms:EncryptionContext:aws:logs:arn", "arn:aws:logs:us-east-1:111122223333:*"],
    ["sns:Endpoint", "*@example.com"],
    ["sns:Endpoint", "https://example.com/*"],
    ["aws:SourceVpce", "vpce-1a2b3c4d"],
    ["aws:SourceIp", "203.0.113.0/24"],
  ])("in %s is %s", (key, value) => {
    expect(outcomeWith({ StringLike: { [key]: value } })).toBe("passed");
  });

  test.each([
    ["aws:SourceAccount", "*"],
    ["aws:SourceAccount", "1111*"],
    ["aws:SourceArn", "arn:aws:sns:us-east-1:*:orders"],
    ["aws:SourceArn", "arn:aws:s3:::orders-*"],
    ["aws:SourceArn", "arn:aws"],
    ["aws:SourceArn", "*"],
    ["aws:PrincipalOrgID", "o-*"],
    ["aws:PrincipalOrgPaths", "o-*/r-ab12"],
    ["sns:Endpoint", "*@*.com"],
    ["sns:Endpoint", "https://*/hook"],
    ["aws:SourceVpce", "vpce-*"],
    ["aws:SourceIp", "0.0.0.0/1"],
    ["aws:RequestedRegion", "us-east-1"],
  ])("in %s is not %s", (key, value) => {
    expect(outcomeWith({ StringLike: { [key]: value } })).toBe("blocked");
  });

  test("binds only if every value is one, under an operator that requires the key", () => {
    const accounts = ["111122223333", "*"];
    expect(outcomeWith({ StringEquals: { "aws:SourceAccount": accounts } })).toBe("blocked");
    expect(outcomeWith({ StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } })).toBe("blocked");
    expect(outcomeWith({ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } })).toBe("blocked");
  });
});

describe("a Deny of plain HTTP", () => {
  const plain = { Bool: { "aws:SecureTransport": "false" } };
  const outcomeWith = (change: object): string | undefined => {
    const statement = { Effect: "Deny", Principal: "*", Action: "s3:*", Condition: plain, ...change };
    return outcomeOf("S3-02", { aws_s3_bucket_policy: { a: { bucket: "b", policy: document(statement) } } });
  };

  test.each([
    [{ Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"] }],
    [{ Resource: "*" }],
    [{ Resource: "arn:aws:s3:::b*" }],
    [{ Resource: ["${aws_s3_bucket.b.arn}", "${aws_s3_bucket.b.arn}/*"] }],
  ])("covers the bucket and its objects: %j", (change) => {
    expect(outcomeWith(change)).toBe("passed");
  });

  test.each([
    [{ Resource: "arn:aws:s3:::b/*" }],
    [{ Resource: "arn:aws:s3:::b" }],
    [{ Action: "*", Resource: "arn:aws:s3:::b/*" }],
    [{ Action: "s3:GetObject", Resource: "*" }],
    [{ Principal: { AWS: "111122223333" }, Resource: "*" }],
    [{ Resource: "*", Condition: { ...plain, StringEquals: { "aws:SourceVpc": "vpc-1" } } }],
  ])("is none if it is narrower: %j", (change) => {
    expect(outcomeWith(change)).toBe("blocked");
  });
});

describe("a policy document", () => {
  const policy = (text: string) => outcomeOf("IAM-11", { aws_glue_resource_policy: { a: { policy: text } } });
  const anyone = (resource: string): string =>
    `\${jsonencode({Statement = [{Effect = "Allow", Principal = "*", Action = ["glue:*"], Resource = ${resource}, Sid: "\${var.a}", n = 1, (b) = true}]})}`;

  test("in jsonencode is read as far as it is known", () => {
    expect(policy(anyone("aws_s3_bucket.a.arn"))).toBe("blocked");
    expect(policy(anyone('"${aws_s3_bucket.a["x"].arn}/*"'))).toBe("blocked");
    expect(policy("${jsonencode({Statement = local.all})}")).toBe("open");
    expect(policy("${jsonencode({})}")).toBe("passed");
    expect(policy("${jsonencode({! = 1})}")).toBe("open");
    expect(policy("${jsonencode(null)}")).toBe("open");
    expect(policy(`\${jsonencode({a = ${"[".repeat(100)}})}`)).toBe("open");
  });

  test("may contain expressions with quotes, and whole values", () => {
    const text = '{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"${aws_a_b.c["d"].arn}"}}';
    expect(policy(text)).toBe("blocked");
    expect(policy('{"Statement":${jsonencode([])}}')).toBe("passed");
    expect(
      policy('{"Statement":[{"Effect":"Allow","Action":"glue:GetTable","Principal":${jsonencode(local.a)}}]}'),
    ).toBe("open");
    expect(policy(`{"Statement":${"[".repeat(100)}${"]".repeat(100)}}`)).toBe("blocked");
  });

  test("that locks everybody out of a bucket is rejected", () => {
    const lockout = document({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" });
    expect(outcomeOf("S3-08", { aws_s3_bucket_policy: { a: { policy: lockout } } })).toBe("blocked");
  });

  test("of a key may be a resource of its own", () => {
    const key = { aws_kms_key: { k: {} } };
    const own = { key_id: "${aws_kms_key.k.id}", policy: document() };
    expect([outcomeOf("KMS-02", key), outcomeOf("KMS-02", { ...key, aws_kms_key_policy: { p: own } })]).toEqual([
      "blocked",
      "passed",
    ]);
  });
});

describe("the attachment of a policy", () => {
  const attachment = { aws_iam_role_policy_attachment: { a: { policy_arn: "${data.aws_iam_policy.p.arn}" } } };

  test("is judged by the data source that it names", () => {
    const source = (values: object) => ({ data: { aws_iam_policy: { p: values } } });
    expect(outcomeOf("IAM-01", attachment, source({ name: "AdministratorAccess" }))).toBe("blocked");
    expect(outcomeOf("IAM-01", attachment, source({ name: "ViewOnlyAccess" }))).toBe("passed");
    expect(outcomeOf("IAM-01", attachment, source({ path_prefix: "/" }))).toBe("open");
  });
});

describe("a type without a rule", () => {
  test("is named in the report, with what it may do", () => {
    const report = (type: string) => consoleReport(judged({ [type]: { a: {} } }));
    expect(report("aws_new_thing_policy")).toContain(
      "INCOMPLETE aws_new_thing_policy: may grant access, and no rule checks this type",
    );
    expect(report("aws_new_thing")).toContain("UNOWNED aws_new_thing: no rule checks this type");
  });

  const exitCodeWith = (resource: Blocks) => {
    const input = readConfiguration({ name: "shop", config: { resource } });
    return exitCodeOf(judge([input], { phase: "synth", rules: [], exempt: EXEMPT_TYPES, now: NOW }));
  };

  test("makes the run incomplete if it may grant access", () => {
    expect(exitCodeWith({ aws_new_thing_policy: { a: {} } })).toBe(EXIT.incomplete);
    expect(exitCodeWith({ aws_new_thing: { a: { access_policy: document({ Effect: "Allow" }) } } })).toBe(
      EXIT.incomplete,
    );
    expect(exitCodeWith({ aws_new_thing: { a: { policy: "TLS" } } })).toBe(EXIT.clean);
    expect(exitCodeWith({ aws_appautoscaling_new_policy: { a: {} } })).toBe(EXIT.clean);
  });
});

describe("the internet", () => {
  const group = (ingress: object, more: Blocks = {}) =>
    outcomeOf("NET-06", {
      aws_security_group: { g: { ingress: [{ from_port: 22, to_port: 22, protocol: "tcp", ...ingress }] } },
      ...more,
    });

  test.each([
    [{ cidr_blocks: ["0.0.0.0/0"] }],
    [{ cidr_blocks: ["0.0.0.0/1", "128.0.0.0/1"] }],
    [{ cidr_blocks: ["10.0.0.0/8", "64.0.0.0/2"] }],
    [{ cidr_blocks: ["1.2.3.4/0"] }],
    [{ ipv6_cidr_blocks: ["::/0"] }],
    [{ ipv6_cidr_blocks: ["0:0:0:0:0:0:0:0/0"] }],
    [{ ipv6_cidr_blocks: ["2000::/3"] }],
  ])("is %j", (source) => {
    expect(group(source)).toBe("blocked");
  });

  test.each([
    [{ cidr_blocks: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] }],
    [{ cidr_blocks: ["203.0.113.7", "198.51.100.0/24", "no-block", "1.2.3/8", "1.2.3.4/40"] }],
    [{ ipv6_cidr_blocks: ["fd00::/8", "2001:db8::/32", "1::2::3/0", "12345::/0", "1:2/0"] }],
    [{ security_groups: ["sg-1"] }],
  ])("is not %j", (source) => {
    expect(group(source)).toBe("passed");
  });

  test("is in a prefix list by its entries", () => {
    const list = (cidr: string, entry: object = {}) => ({
      aws_ec2_managed_prefix_list: { l: entry },
      aws_ec2_managed_prefix_list_entry: { e: { cidr, prefix_list_id: "${aws_ec2_managed_prefix_list.l.id}" } },
    });
    const source = { prefix_list_ids: ["${aws_ec2_managed_prefix_list.l.id}"] };
    expect(group(source, list("0.0.0.0/0"))).toBe("blocked");
    expect(group(source, list("10.0.0.0/8", { entry: [{ cidr: "::/0" }] }))).toBe("blocked");
    expect(group(source, list("10.0.0.0/8"))).toBe("passed");
  });

  test("stays open for a load balancer whose groups cannot be read", () => {
    const open = { from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"] };
    expect(group(open)).toBe("blocked");
    expect(group(open, { aws_lb: { l: { security_groups: "${var.groups}" } } })).toBe("open");
  });
});

describe("a public load balancer", () => {
  const prefixLists = (name: string) => ({ data: { aws_ec2_managed_prefix_list: { c: { name } } } });
  const balancer = (ingress: object) => ({
    aws_lb: { l: { internal: false, security_groups: ["${aws_security_group.g.id}"] } },
    aws_security_group: { g: { ingress: [ingress] } },
  });
  const list = { prefix_list_ids: ["${data.aws_ec2_managed_prefix_list.c.id}"] };

  test("needs no web ACL behind CloudFront's prefix list", () => {
    const cloudfront = prefixLists("com.amazonaws.global.cloudfront.origin-facing");
    expect(outcomeOf("WAF-04", balancer(list), cloudfront)).toBe("passed");
    expect(outcomeOf("WAF-04", balancer(list), prefixLists("offices"))).toBe("blocked");
    expect(outcomeOf("WAF-04", balancer({ ...list, cidr_blocks: ["0.0.0.0/0"] }), cloudfront)).toBe("blocked");
    const { aws_lb } = balancer(list);
    const behind = (rule: object) =>
      outcomeOf(
        "WAF-04",
        {
          aws_lb,
          aws_security_group: { g: {} },
          aws_vpc_security_group_ingress_rule: { r: { security_group_id: "${aws_security_group.g.id}", ...rule } },
        },
        cloudfront,
      );
    expect(behind({ prefix_list_id: "${data.aws_ec2_managed_prefix_list.c.id}" })).toBe("passed");
    expect(behind({ cidr_ipv4: "0.0.0.0/0" })).toBe("blocked");
    expect(behind({ prefix_list_id: "pl-3b927c52" })).toBe("passed");
    expect(behind({ prefix_list_id: "pl-0a1b2c3d" })).toBe("blocked");
  });

  test("listens with HTTP unless it says otherwise", () => {
    const listener = (protocol: object) => ({ aws_lb_listener: { a: { load_balancer_arn: "a", ...protocol } } });
    expect(outcomeOf("ALB-01", listener({}))).toBe(outcomeOf("ALB-01", listener({ protocol: "HTTP" })));
    expect(outcomeOf("ALB-01", listener({ protocol: "HTTPS" }))).toBe("blocked");
  });

  test("is not a gateway load balancer", () => {
    const gateway = { aws_lb: { l: { load_balancer_type: "gateway", subnets: ["a", "b"] } } };
    expect(["ALB-03", "ALB-04", "ALB-06", "WAF-04"].map((rule) => outcomeOf(rule, gateway))).toEqual(
      Array(4).fill("passed"),
    );
  });
});

describe("what counts as well", () => {
  const inline = (rule: string, values: object) => outcomeOf(rule, { aws_s3_bucket: { b: values } });

  test("are deprecated inline arguments of a bucket", () => {
    const key = {
      apply_server_side_encryption_by_default: { kms_master_key_id: "arn:aws:kms:us-east-1:111122223333:key/1" },
    };
    const held = {
      "S3-03": { server_side_encryption_configuration: { rule: key } },
      "S3-04": { versioning: { enabled: true } },
      "S3-05": { logging: { target_bucket: "logs" } },
      "S3-06": { lifecycle_rule: { enabled: true } },
    };
    expect(Object.entries(held).map(([rule, values]) => inline(rule, values))).toEqual(Array(4).fill("passed"));
    expect(Object.keys(held).map((rule) => inline(rule, { versioning: { enabled: false } }))).toEqual(
      Array(4).fill("blocked"),
    );
  });

  test("is DNSSEC through a key-signing key", () => {
    const zone = {
      aws_route53_zone: { z: {} },
      aws_route53_query_log: { q: { zone_id: "${aws_route53_zone.z.id}" } },
      aws_route53_key_signing_key: { k: { hosted_zone_id: "${aws_route53_zone.z.id}" } },
    };
    const signed = {
      aws_route53_hosted_zone_dnssec: { d: { hosted_zone_id: "${aws_route53_key_signing_key.k.hosted_zone_id}" } },
    };
    const outcome = (resource: Blocks) =>
      judged(resource).verdicts.find(
        ({ resource: { type }, rule: { id } }) => type === "aws_route53_zone" && id === "R53-01",
      )?.outcome;
    expect([outcome(zone), outcome({ ...zone, ...signed })]).toEqual(["blocked", "passed"]);
  });

  test("is a database parameter with another word for on", () => {
    const group = (value: string) => ({
      aws_db_parameter_group: { p: { family: "mysql8.4", parameter: [{ name: "require_secure_transport", value }] } },
    });
    expect(["1", "ON", "0"].map((value) => outcomeOf("RDS-08", group(value)))).toEqual(["passed", "passed", "blocked"]);
  });

  test("are the limits of RDS: small classes without insights, sources of replicas without managed passwords", () => {
    const database = { engine: "mysql", instance_class: "db.t4g.micro", monitoring_interval: 60, username: "shop" };
    expect(outcomeOf("RDS-10", { aws_db_instance: { a: database } })).toBe("passed");
    expect(outcomeOf("RDS-10", { aws_db_instance: { a: { ...database, instance_class: "db.r8g.large" } } })).toBe(
      "blocked",
    );
    const replica = { b: { replicate_source_db: "${aws_db_instance.a.identifier}" } };
    expect(outcomeOf("RDS-12", { aws_db_instance: { a: database } })).toBe("blocked");
    expect(outcomeOf("RDS-12", { aws_db_instance: { a: database, ...replica } })).toBe("passed");
  });

  test("is the endpoint of a private REST API", () => {
    const api = (types: string[]) => ({
      aws_api_gateway_rest_api: { a: { endpoint_configuration: [{ types }] } },
      aws_api_gateway_method: { m: { rest_api_id: "${aws_api_gateway_rest_api.a.id}", authorization: "NONE" } },
      aws_api_gateway_stage: { s: { rest_api_id: "${aws_api_gateway_rest_api.a.id}" } },
    });
    const outcomes = (types: string[]) => ["API-04", "WAF-04"].map((rule) => outcomeOf(rule, api(types)));
    expect([outcomes(["PRIVATE"]), outcomes(["REGIONAL"])]).toEqual([
      ["passed", "passed"],
      ["blocked", "blocked"],
    ]);
  });

  test("is not a key that AWS manages", () => {
    const queue = (kms_master_key_id: string, rest: object = {}) =>
      outcomeOf("SNS-01", { aws_sns_topic: { t: { kms_master_key_id } } }, rest);
    const source = { data: { aws_kms_alias: { a: { name: "alias/aws/sns" } } } };
    expect(queue("${data.aws_kms_alias.a.target_key_arn}", source)).toBe("blocked");
    expect(queue("alias/shop")).toBe("passed");
  });
});

describe("robustness", () => {
  test("100 kB of letters and deep JSON are searched for secrets at once", () => {
    const started = process.cpuUsage();
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    expect(outcomeOf("SEC-02", { aws_ssm_parameter: { p: { value: "a".repeat(100_000), tags: deep } } })).toBe(
      "passed",
    );
    expect(process.cpuUsage(started).user).toBeLessThan(10_000_000);
  });

  test.each(["${", "$${", '${a("${b}")}', "${var.a", "[", '["', "*a", "?*"])(
    "100 kB of %j in a policy document are judged at once",
    (part) => {
      const started = process.cpuUsage();
      const text = part.repeat(100_000 / part.length);
      const statement = {
        Effect: "Allow",
        Principal: { AWS: text },
        Action: text,
        Resource: text,
        Condition: { ArnLike: { "aws:SourceArn": text } },
      };
      const policy = document(statement);
      const blocks = { aws_iam_policy: { p: { policy } }, aws_sqs_queue_policy: { q: { policy } } };
      const source = { type: "ingress", protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: [text] };
      const { verdicts } = judged({ ...blocks, aws_security_group_rule: { r: source } });
      expect(verdicts.filter(({ outcome }) => outcome === "broken")).toEqual([]);
      expect(process.cpuUsage(started).user).toBeLessThan(10_000_000);
    },
  );

  test("the placeholder keys of an offline provider are no secrets", () => {
    const provider = (secret_key: string) => ({ provider: { aws: [{ access_key: "offline", secret_key }] } });
    const outcome = (secret: string) =>
      judged({}, provider(secret)).verdicts.find(({ rule }) => rule.id === "SEC-02")!.outcome;
    expect([outcome("offline"), outcome("a".repeat(40))]).toEqual(["passed", "blocked"]);
  });

  test("lists of supported versions say when they are old", () => {
    expect(agingNotice(NOW)).toEqual([]);
    expect(agingNotice(new Date("2027-11-29"))).toEqual([expect.stringContaining("365 days ago")]);
  });
});
