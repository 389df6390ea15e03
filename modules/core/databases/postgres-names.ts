/** Databases that exist in every cluster. */
const EXISTING_DATABASES = ["postgres", "rdsadmin", "template0", "template1"];

/**
 * Reserved key words of PostgreSQL 16 (PostgreSQL documentation, appendix C), which RDS refuses as database names.
 */
const KEY_WORDS = `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate
  collation column concurrently constraint create cross current_catalog current_date current_role current_schema
  current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for
  foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading
  left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing
  primary references returning right select session_user similar some symmetric system_user table tablesample then to
  trailing true union unique user using variadic verbose when where window with`.split(/\s+/);

/** Further names that RDS refuses for Aurora PostgreSQL, from reports of users; AWS publishes no list. */
const REPORTED_WORDS = ["catalog", "db", "flag", "identity"];

const RESERVED = new Set([...EXISTING_DATABASES, ...KEY_WORDS, ...REPORTED_WORDS]);

/** True for names that RDS refuses as the initial database, in any case. */
export function isReservedPostgresName(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}
