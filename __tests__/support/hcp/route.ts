import type { Answer, Asked } from "./json-api";

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: (asked: Asked) => Answer;
}

const API = "/api/v2";

/** @param path below the API; `:` stands for one part */
export function route(method: string, path: string, handle: Route["handle"]): Route {
  return routeAt(method, `${API}${path}`, handle);
}

export function routeAt(method: string, path: string, handle: Route["handle"]): Route {
  return { method, path: new RegExp(`^${path.replaceAll(":", "([^/]+)")}$`), handle };
}
