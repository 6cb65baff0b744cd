import { z } from "zod";
import {
  accountName,
  capabilityName,
  connectionName,
  namePrefix,
  personaName,
  pipelineName,
  profileName,
  tags,
} from "./names";
import { audit } from "./audit";
import { environment, logArchive, organization, targetAccount, tooling } from "./organization";
import { customCapability, dutyRule } from "./capabilities";
import { identity } from "./identity";
import { group, persona } from "./people";
import { executionProfile } from "./permissions";
import { connection, pipeline } from "./pipeline";
import { promotion } from "./promotion";
import { backend, boundary, provisioner, retention } from "./running";

/** The whole config file. Everything after lib/config takes the model that is built from it. */
export const platformSchema = z
  .strictObject({
    version: z.literal(1).describe("The version of this file's format."),
    organization,
    namePrefix: namePrefix.default("gatehouse"),
    tags: tags.default({}).describe("Tags on everything that Gatehouse creates."),
    tooling,
    logArchive: logArchive.optional(),
    audit: audit.optional(),
    environments: z
      .array(environment)
      .min(1)
      .describe("From the first to the last that a change reaches."),
    accounts: z
      .record(accountName, targetAccount)
      .default({})
      .describe("The target accounts, by name."),
    connections: z
      .record(connectionName, connection)
      .default({})
      .describe("Source connections, by name."),
    executionProfiles: z
      .record(profileName, executionProfile)
      .default({})
      .describe("What deployments may do in target accounts, by name."),
    pipelines: z.record(pipelineName, pipeline).describe("The pipelines, by name."),
    capabilities: z
      .record(capabilityName, customCapability)
      .default({})
      .describe("Capabilities of your own, by name."),
    separationOfDuties: z
      .array(dutyRule)
      .default([])
      .describe("Rules beside the one that always holds: who approves a change brings none about."),
    personas: z.record(personaName, persona).default({}).describe("Jobs that people do, by name."),
    groups: z.array(group).default([]).describe("Groups of people, and the personas they hold."),
    identity,
    backend,
    boundary,
    provisioner,
    retention,
    promotion,
  })
  .describe("A Gatehouse platform: accounts, pipelines, and who may do what.");

export type PlatformConfig = z.infer<typeof platformSchema>;

/** The same as a file holds it: what has a default may be left out. */
export type PlatformConfigInput = z.input<typeof platformSchema>;
