import { z } from "zod";

/** Something of an account, told as Terraform's state would tell it: what reads states then reads accounts. */
const liveBlock = z.strictObject({
  /** Terraform's, such as `aws_iam_role`. */
  type: z.string(),
  /** Unique in its account, by type. */
  name: z.string(),
  /** Absent of what is in no region. */
  region: z.string().optional(),
  values: z.record(z.string(), z.unknown()),
});
export type LiveBlock = z.infer<typeof liveBlock>;

/** What an account had when it was read. */
export const accountSnapshot = z.strictObject({
  format: z.literal(1),
  accountId: z.string().regex(/^\d{12}$/),
  /** When it was read. */
  takenAt: z.iso.datetime(),
  blocks: z.array(liveBlock),
  /** The roles that Identity Center made of permission sets, apart: what they say is the set's. */
  reservedRoles: z.array(liveBlock),
  /** Texts of AWS-managed policies that something there has, by ARN. */
  awsManagedPolicies: z.record(z.string(), z.string()),
  /** When a role was made and last used, by ARN; IAM forgets uses that are older than 400 days. */
  roleUse: z.record(
    z.string(),
    z.strictObject({ created: z.iso.datetime(), lastUsed: z.iso.datetime().optional() }),
  ),
});
export type AccountSnapshot = z.infer<typeof accountSnapshot>;

/** What Identity Center and its directory had. */
export const directorySnapshot = z.strictObject({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  /** Permission sets with their parts, assignments, groups. */
  blocks: z.array(liveBlock),
  /** Names of the users of each group, by its display name, sorted. */
  members: z.record(z.string(), z.array(z.string())),
  /** Names of users by id: assignments to users know these alone. */
  users: z.record(z.string(), z.string()),
});
export type DirectorySnapshot = z.infer<typeof directorySnapshot>;
