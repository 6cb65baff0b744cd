import { Refusal } from "../refusal";

/** Credentials of a role for as long as they last, in the shape that the AWS SDK takes. */
export interface RoleSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Who can take roles. */
export interface RoleTaker {
  /** @throws RoleNotTaken */
  take(roleArn: string, sessionName: string): Promise<RoleSession>;
}

/** A role that a promotion needs isn't there, or doesn't let it in. */
export class RoleNotTaken extends Refusal {}
