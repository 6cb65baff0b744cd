/** Limits that a platform can run into, each with its source. Sizes are in characters or bytes as AWS counts them. */
export const LIMITS = {
  /** Characters, white space not counted. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  managedPolicy: 6_144,
  /** Managed policies attached to one role, without asking for more. Same page. */
  managedPoliciesPerRole: 10,
  /** All inline policies of one role together, white space not counted. Same page. */
  roleInline: 10_240,
  /** A role's trust policy; 2,048 without asking for more. Same page. */
  trustPolicy: 2_048,
  /** Same page. */
  roleName: 64,
  /** Same page. */
  policyName: 128,
  /** All inline policies of one IAM group together, white space not counted. Same page. */
  groupInline: 5_120,
  /** An IAM group's name. Same page. */
  groupName: 128,
  /** IAM groups that one user is in; can't be raised. Same page. */
  groupsPerUser: 10,
  /** White space not counted. https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
  permissionSetInline: 10_240,
  /** Assignments on their way at once, and 20 calls a second of all kinds. Same page, throttle limits. */
  outstandingAssignments: 10,
  /** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
  permissionSetName: 32,
  /** Same page. */
  permissionSetDescription: 700,
  /** Same page. */
  relayState: 240,
  /** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_InstanceAccessControlAttributeConfiguration.html */
  accessControlAttributes: 50,
  /** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccessControlAttribute.html */
  accessControlAttributeKey: 128,
  /** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccessControlAttributeValue.html */
  accessControlAttributeSource: 256,
  /** Bytes. https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
  keyPolicy: 32_768,
  /** Bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
  bucketPolicy: 20_480,
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  bucketName: 63,
  /** Bytes. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
  topicPolicy: 30_720,
  /** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
  topicName: 256,
  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
  eventRuleName: 64,
  /** Characters, without asking for more. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
  eventPattern: 2_048,
  /** https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html */
  projectName: 150,
  /** https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateConnection.html */
  connectionName: 32,
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
  stackName: 128,
  /** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
  stagesPerPipeline: 50,
  /** Same page. */
  actionsPerStage: 50,
  /** Same page. */
  actionsPerPipeline: 500,
  /** Characters of one action configuration value. Same page. */
  actionConfigurationValue: 1_000,
  /** Workspaces whose applies start runs of one. https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/run-triggers */
  runTriggerSources: 20,
  /** Notifications of one workspace. https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/notifications */
  workspaceNotifications: 20,
  /** Minutes of a session. https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html */
  sessionMinutes: { minimum: 60, maximum: 720 },
} as const;

/** Above this share of a limit a warning says so before it fails. */
export const WARN_SHARE = 0.8;
