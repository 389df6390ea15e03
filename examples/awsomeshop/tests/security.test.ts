import { requirement } from "./requirement";

requirement(
  "AW-I1 signs employees in by e-mail with the document's password policy, optional MFA and recovery by e-mail",
  (stack) => {
    expect(stack.resource("aws_cognito_user_pool")).toMatchObject({
      name: "awsomeshop-users",
      username_attributes: ["email"],
      auto_verified_attributes: ["email"],
      password_policy: {
        minimum_length: 8,
        require_uppercase: true,
        require_lowercase: true,
        require_numbers: true,
        require_symbols: false,
      },
      mfa_configuration: "OPTIONAL",
      software_token_mfa_configuration: { enabled: true },
      account_recovery_setting: { recovery_mechanism: [{ name: "verified_email", priority: 1 }] },
    });
  },
  [
    ["username_attributes", ["phone_number"]],
    ["auto_verified_attributes", []],
    ["password_policy.minimum_length", 12],
    ["password_policy.require_uppercase", false],
    ["password_policy.require_lowercase", false],
    ["password_policy.require_numbers", false],
    ["password_policy.require_symbols", true],
    ["mfa_configuration", "ON"],
    ["software_token_mfa_configuration.enabled", false],
    ["account_recovery_setting.recovery_mechanism.0.name", "admin_only"],
  ].map(([path, value]) => ({ type: "aws_cognito_user_pool", path: path as string, value })),
);

requirement(
  "AW-I1 has a client with a secret, password and refresh flows, tokens of 1 h and refresh tokens of 30 days",
  (stack) => {
    expect(stack.resource("aws_cognito_user_pool_client")).toMatchObject({
      name: "awsomeshop-web-client",
      generate_secret: true,
      explicit_auth_flows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      access_token_validity: 60,
      id_token_validity: 60,
      refresh_token_validity: 30,
      token_validity_units: [{ access_token: "minutes", id_token: "minutes", refresh_token: "days" }],
    });
  },
  [
    ["generate_secret", false],
    ["explicit_auth_flows", ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]],
    ["access_token_validity", 1],
    ["id_token_validity", 1],
    ["refresh_token_validity", 1],
    ["token_validity_units.0.refresh_token", "hours"],
  ].map(([path, value]) => ({ type: "aws_cognito_user_pool_client", path: path as string, value })),
);

requirement(
  "AW-S1 has a certificate of the domain and its wildcard, validated by DNS, and an alias record",
  (stack) => {
    expect(stack.resource("aws_acm_certificate")).toMatchObject({
      domain_name: "awsomeshop.example.com",
      subject_alternative_names: ["*.awsomeshop.example.com"],
      validation_method: "DNS",
      key_algorithm: "RSA_2048",
    });
    expect(stack.resource("aws_route53_record", "certificate_proof")).toMatchObject({
      zone_id: "Z0123456789AWSOMESHOP",
    });
    expect(stack.resource("aws_route53_record", "-a_")).toMatchObject({
      name: "awsomeshop.example.com",
      alias: { name: expect.stringContaining("aws_lb.load-balancer") },
    });
  },
  [
    { type: "aws_acm_certificate", path: "domain_name", value: "example.com" },
    { type: "aws_acm_certificate", path: "subject_alternative_names", value: [] },
    { type: "aws_acm_certificate", path: "validation_method", value: "EMAIL" },
    { type: "aws_acm_certificate", path: "key_algorithm", value: "EC_prime256v1" },
    { type: "aws_route53_record", name: "certificate_proof" },
  ],
);

requirement(
  "AW-S1 has an execution role and a task role, and passes secrets by reference to Secrets Manager",
  (stack) => {
    const task = stack.resource("aws_ecs_task_definition");
    expect(task["execution_role_arn"]).toContain("execution-role");
    expect(task["task_role_arn"]).toContain("task-role");
    const [{ secrets, environment }] = JSON.parse(String(task["container_definitions"])) as [
      Record<string, { name: string; valueFrom: string }[]>,
    ];
    expect(secrets).toEqual([
      {
        name: "COGNITO_CLIENT_SECRET",
        valueFrom: expect.stringMatching(/aws_secretsmanager_secret\.web-client.*:clientSecret::$/),
      },
    ]);
    expect(environment!.filter(({ name }) => /SECRET|PASSWORD|DATABASE_URL/.test(name))).toEqual([]);
    expect(stack.resource("aws_db_instance")).toMatchObject({
      manage_master_user_password: true,
      iam_database_authentication_enabled: true,
    });
    const sids = (name: string) => stack.statements(name).map(({ sid }) => sid);
    expect(sids("execution-role_permissions")).toEqual(expect.arrayContaining(["PullImages", "WriteLogs"]));
    expect(JSON.stringify(stack.statements("execution-role_permissions"))).toContain("secretsmanager:GetSecretValue");
    const granted = JSON.stringify(stack.statements("task-role_permissions"));
    for (const action of ["rds-db:connect", "s3:PutObject", "cognito-idp:AdminGetUser", "cloudwatch:PutMetricData"]) {
      expect(granted).toContain(action);
    }
    expect(granted).not.toContain("secretsmanager:GetSecretValue");
  },
  [
    { type: "aws_ecs_task_definition", path: "task_role_arn", value: "${aws_iam_role.execution-role.arn}" },
    { type: "aws_ecs_task_definition", path: "container_definitions.0.secrets", value: [] },
    {
      type: "aws_ecs_task_definition",
      path: "container_definitions.0.environment",
      value: [{ name: "DATABASE_URL", value: "mysql://user:password@host/awsomeshop" }],
    },
    { type: "aws_db_instance", path: "manage_master_user_password", value: false },
    { type: "aws_db_instance", path: "iam_database_authentication_enabled", value: false },
  ],
);
