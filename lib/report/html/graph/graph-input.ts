/** Who can become whom, as it is drawn. */
export interface GraphInput {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** A second line, such as the account. */
  readonly note: string;
  /** Nodes of one stand together where they can: the pipeline's name. */
  readonly cluster: string;
  readonly kind: "persona" | "role" | "power";
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Such as `sts:AssumeRole`. */
  readonly by: string;
  /** False where it hangs on what nobody knows. */
  readonly certain: boolean;
  /** False where no grant implies it. */
  readonly intended: boolean;
}
