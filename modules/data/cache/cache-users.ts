import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import type { Construct } from "constructs";
import type { CacheEngine } from "./serverless-cache-props";

interface CacheUsers {
  readonly name: string;
  readonly engine: CacheEngine;
}

/** Returns the name of the disabled `default` user, the longest of the names that derive from the cache's. */
export function defaultUserId(name: string): string {
  return `${name}-default`;
}

/** Creates the user as which roles connect, with tokens of IAM. */
export function createIamUser(scope: Construct, { name, engine }: CacheUsers): ElasticacheUser {
  return new ElasticacheUser(scope, "user", {
    // With IAM authentication the id and the name of a user must agree.
    userId: name,
    userName: name,
    engine,
    accessString: "on ~* +@all",
    authenticationMode: { type: "iam" },
  });
}

export function createUserGroup(
  scope: Construct,
  { name, engine }: CacheUsers,
  iamUser: ElasticacheUser,
): ElasticacheUserGroup {
  // Redis OSS requires a user named default in every group; Valkey refuses unknown users without one.
  const defaultUsers = engine === "redis" ? [createDisabledDefaultUser(scope, name)] : [];
  return new ElasticacheUserGroup(scope, "user-group", {
    userGroupId: name,
    engine,
    userIds: [iamUser, ...defaultUsers].map(({ userId }) => userId),
  });
}

function createDisabledDefaultUser(scope: Construct, name: string): ElasticacheUser {
  return new ElasticacheUser(scope, "default-user", {
    userId: defaultUserId(name),
    userName: "default",
    engine: "redis",
    accessString: "off ~keys* -@all +get",
    authenticationMode: { type: "no-password-required" },
  });
}
