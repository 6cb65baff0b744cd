/** Of stacks that make what the backend may need. */
export const LOCAL_STATE = { type: "local", directory: "state" } as const;
