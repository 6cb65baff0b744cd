import { literalText } from "../modules/literal-text";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Names } from "../lib/model/names";
import type { Persona } from "../lib/model/people";
import type { Platform } from "../lib/model/platform";
import type { CompiledPeople } from "../lib/policy/persona/compile-people";
import type { PersonaPolicy } from "../lib/policy/persona/compile-persona";
import type { PersonaRole } from "../lib/policy/persona/persona-role";
import { BoundedRole } from "../modules/bounded-role";
import { PermissionsBoundary } from "../modules/permissions-boundary";
import { Place } from "../modules/place";
import { policyJson } from "../modules/policy-json";
import { UseAlarm } from "../modules/use-alarm";

export interface PeopleProps {
  readonly platform: Platform;
  readonly accountId: string;
  /** Regions in which the account is used: where emergencies are watched. */
  readonly regions: readonly string[];
  readonly people: CompiledPeople;
  /** The provider of a region; undefined where the stack's default one will do. */
  readonly providerFor: (region: string) => TerraformProvider | undefined;
}

/**
 * What an account needs before people come to it: their boundary, what no permission set has room for, and alarms; and
 * where there is no Identity Center, the roles that they take.
 */
export class People extends Construct {
  private readonly names: Names;

  constructor(
    scope: Construct,
    private readonly props: PeopleProps,
  ) {
    super(scope, "people");
    this.names = new Names(props.platform);
    const { boundary, roles, policies, alarmed } = props.people;
    const bound = boundary && this.addBoundary(boundary);
    for (const role of roles) this.addRole(role, bound?.arn ?? this.ownBoundaryArn());
    for (const policy of policies) this.addPolicy(policy, policy.persona);
    for (const persona of alarmed) this.addAlarms(persona);
  }

  private addBoundary({ name, statements }: PersonaPolicy): PermissionsBoundary {
    return new PermissionsBoundary(this, "boundary", {
      policyName: name,
      description: "The most that anyone can do by a persona",
      statements,
    });
  }

  /** The boundary that the organization has in every account. */
  private ownBoundaryArn(): string {
    const { accountId, platform } = this.props;
    const own =
      platform.identity.mode === "none" ? undefined : platform.identity.permissionsBoundaryPolicy;
    return this.names.policyArn(accountId, own ?? this.names.peopleBoundary());
  }

  private addRole(role: PersonaRole, boundaryArn: string): void {
    const { role: made, dependables } = new BoundedRole(this, `role-${role.persona.name}`, {
      roleName: role.name,
      path: role.path,
      description: literalText(role.description),
      trust: role.trust,
      statements: role.statements,
      boundaryArn,
      maxSessionDuration: role.maxSessionSeconds,
      tags: { "gatehouse:persona": role.persona.name },
    });
    // Never without the denies, which are in the role's own policy.
    for (const policyArn of role.managedPolicyArns) {
      const [, name = policyArn] = policyArn.split(":policy/");
      const owner = policyArn.split(":")[4] === "aws" ? "aws" : "own";
      new IamRolePolicyAttachment(this, `role-${role.persona.name}-${owner}-${name}`, {
        role: made.name,
        policyArn,
        dependsOn: dependables,
      });
    }
  }

  private addPolicy({ name, statements }: PersonaPolicy, persona: Persona): void {
    new IamPolicy(this, name, {
      name,
      description: `More of what persona ${persona.name} may do`,
      policy: policyJson(statements),
      tags: { "gatehouse:persona": persona.name },
    });
  }

  private addAlarms(persona: Persona): void {
    const { accountId, regions, platform, providerFor } = this.props;
    const watched =
      platform.identity.mode === "iam"
        ? { roleNames: [this.names.personaRole(persona)] }
        : { roleNamePrefixes: [this.names.permissionSetRolePrefix(persona)] };
    for (const region of regions) {
      new UseAlarm(this, `alarm-${persona.name}-${region}`, {
        name: this.names.useAlarm(persona),
        place: new Place({ accountId, region, partition: platform.partition.name }),
        ...watched,
        emails: persona.breakGlass?.notify ?? [],
        provider: providerFor(region),
        tags: { "gatehouse:persona": persona.name },
      });
    }
  }
}
