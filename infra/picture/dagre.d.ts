/** What the drawing uses of the package: its own declarations do not resolve in Node's module mode. */
declare module '@dagrejs/dagre' {
  interface Placed {
    readonly x: number;
    readonly y: number;
  }

  export class Graph {
    constructor(options: { readonly multigraph: boolean });
    setGraph(label: Readonly<Record<string, string | number>>): void;
    graph(): { readonly width?: number; readonly height?: number };
    setNode(name: string, size: { readonly width: number; readonly height: number }): void;
    nodes(): string[];
    node(name: string): Placed & { readonly width: number; readonly height: number };
    setEdge(
      from: string,
      to: string,
      label: Readonly<Record<string, string | number | undefined>>,
      name: string,
    ): void;
    edge(edge: { readonly v: string; readonly w: string; readonly name: string }): Placed & {
      readonly points: readonly Placed[];
    };
  }

  /** Places every node and edge, in the graph itself. */
  export function layout(graph: Graph): void;
}
