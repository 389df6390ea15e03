import type { Mapping } from "./grammar";

export const IDENTITY: Mapping = {
  aws_cognito_user_pool: {
    type: "AWS::Cognito::UserPool",
    arguments: {
      name: "UserPoolName",
      account_recovery_setting: "AccountRecoverySetting",
      "account_recovery_setting.recovery_mechanism": "RecoveryMechanisms",
      "software_token_mfa_configuration.enabled": {
        to: "/EnabledMfas",
        values: { true: "SOFTWARE_TOKEN_MFA" },
        absent: [false],
      },
      schema: "Schema",
      "schema.string_attribute_constraints": "StringAttributeConstraints",
      password_policy: "Policies.PasswordPolicy",
      sign_in_policy: "Policies.SignInPolicy",
      user_pool_add_ons: "UserPoolAddOns",
      verification_message_template: "VerificationMessageTemplate",
      email_configuration: "EmailConfiguration",
      "email_configuration.from_email_address": "From",
      tags: "UserPoolTags",
      device_configuration: "DeviceConfiguration",
      lambda_config: "LambdaConfig",
      "lambda_config.kms_key_id": "KMSKeyID",
      "email_mfa_configuration.message": "/EmailAuthenticationMessage",
      "email_mfa_configuration.subject": "/EmailAuthenticationSubject",
      "web_authn_configuration.relying_party_id": "/WebAuthnRelyingPartyID",
      "web_authn_configuration.user_verification": "/WebAuthnUserVerification",
    },
  },
  aws_cognito_user_pool_client: {
    type: "AWS::Cognito::UserPoolClient",
    arguments: {
      name: "ClientName",
      token_validity_units: "TokenValidityUnits",
      callback_urls: "CallbackURLs",
      logout_urls: "LogoutURLs",
      default_redirect_uri: "DefaultRedirectURI",
      allowed_oauth_flows: "AllowedOAuthFlows",
      allowed_oauth_scopes: "AllowedOAuthScopes",
      allowed_oauth_flows_user_pool_client: "AllowedOAuthFlowsUserPoolClient",
    },
  },
  aws_cognito_user_pool_domain: {
    type: "AWS::Cognito::UserPoolDomain",
    arguments: { certificate_arn: "CustomDomainConfig.CertificateArn" },
  },
  aws_cognito_resource_server: { type: "AWS::Cognito::UserPoolResourceServer", arguments: { scope: "Scopes" } },
  aws_cognito_identity_provider: { type: "AWS::Cognito::UserPoolIdentityProvider" },
  aws_cognito_user_group: { type: "AWS::Cognito::UserPoolGroup", arguments: { name: "GroupName" } },
  aws_cognito_identity_pool: {
    type: "AWS::Cognito::IdentityPool",
    arguments: {
      openid_connect_provider_arns: "OpenIdConnectProviderARNs",
      saml_provider_arns: "SamlProviderARNs",
      cognito_identity_providers: "CognitoIdentityProviders",
    },
  },
  aws_cognito_risk_configuration: { type: "AWS::Cognito::UserPoolRiskConfigurationAttachment" },
  aws_iam_role: {
    type: "AWS::IAM::Role",
    arguments: {
      name: "RoleName",
      name_prefix: null,
      assume_role_policy: "AssumeRolePolicyDocument",
      managed_policy_arns: "ManagedPolicyArns",
      inline_policy: "Policies",
      "inline_policy.name": "PolicyName",
      "inline_policy.policy": "PolicyDocument",
      force_detach_policies: null,
    },
  },
  aws_iam_role_policy: {
    type: "AWS::IAM::Policy",
    arguments: { name: "PolicyName", policy: "PolicyDocument", role: "Roles", name_prefix: null },
  },
  aws_iam_group_policy: {
    type: "AWS::IAM::Policy",
    arguments: { name: "PolicyName", policy: "PolicyDocument", group: "Groups" },
  },
  aws_iam_role_policy_attachment: { into: "aws_iam_role", by: "role", arguments: { policy_arn: "ManagedPolicyArns" } },
  aws_iam_policy: {
    type: "AWS::IAM::ManagedPolicy",
    arguments: { name: "ManagedPolicyName", policy: "PolicyDocument" },
  },
  aws_iam_user: { type: "AWS::IAM::User", arguments: { name: "UserName", force_destroy: null } },
  aws_iam_instance_profile: {
    type: "AWS::IAM::InstanceProfile",
    arguments: { name: "InstanceProfileName", role: "Roles" },
  },
  aws_iam_openid_connect_provider: { type: "AWS::IAM::OIDCProvider", arguments: { client_id_list: "ClientIdList" } },
};
