/** A node of JSONata's own tree. */
type Node = Readonly<Record<string, unknown>>;

/** Fields of a node that are evaluated where the node itself is; all others have a context of their own. */
const SAME_PLACE = ['lhs', 'rhs', 'expression', 'expressions', 'arguments', 'condition', 'then', 'else'];

/**
 * The first name at the top level of an expression that reads the input document, which Step Functions does not give;
 * `$$` reads it anywhere. Undefined when there is none.
 */
export function topLevelReference(tree: unknown): string | undefined {
  return documentAnywhere(tree) ? '$$' : referenceIn(tree);
}

function documentAnywhere(tree: unknown): boolean {
  if (typeof tree !== 'object' || tree === null) return false;
  const { type, value } = tree as Node;
  return (type === 'variable' && value === '$') || Object.values(tree).some(documentAnywhere);
}

function referenceIn(tree: unknown): string | undefined {
  if (Array.isArray(tree)) return firstOf(tree);
  if (typeof tree !== 'object' || tree === null) return undefined;
  const node = tree as Node;
  if (node['type'] === 'variable' && node['value'] === '') return '$';
  // What a function of the expression's own sees depends on who calls it.
  if (node['type'] === 'lambda') return undefined;
  if (node['type'] === 'path') return ofPath(node['steps'] as readonly Node[]);
  return firstOf(SAME_PLACE.map((field) => node[field]));
}

/** Only the first step stands at the top level: the others look at what it gives. */
function ofPath([head]: readonly Node[]): string | undefined {
  return head?.['type'] === 'name' ? String(head['value']) : referenceIn(head);
}

function firstOf(trees: readonly unknown[]): string | undefined {
  for (const tree of trees) {
    const found = referenceIn(tree);
    if (found !== undefined) return found;
  }
  return undefined;
}
