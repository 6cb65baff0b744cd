import type { CapabilityRequest, CapabilityRequests } from "../capabilities/capability";
import type { Place } from "./place";

/** What is asked to fill a cell, of whoever. */
export interface CellQuestion extends CapabilityRequests {
  readonly capability: string;
  readonly place: Place;
  /** The account whose roles are asked; from elsewhere nobody reaches it. */
  readonly accountId: string;
}

/** Gives the same object for the same request about no resource, so that its answer can be kept. */
export class SharedRequests {
  readonly #known = new Map<string, CapabilityRequest>();

  share(requests: CapabilityRequests): CapabilityRequests {
    const shared = (list: readonly CapabilityRequest[]) => list.map((each) => this.#one(each));
    return { needs: shared(requests.needs), marks: shared(requests.marks) };
  }

  #one(request: CapabilityRequest): CapabilityRequest {
    if (request.resource !== "*") return request;
    const key = `${request.action} ${JSON.stringify(request.context)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, request);
    return request;
  }
}
