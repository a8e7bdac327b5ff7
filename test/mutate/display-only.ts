/** The parts of a Babel path that are looked at here. */
interface SyntaxPath {
  readonly node: { readonly type: string };
  readonly parent?: {
    readonly type: string;
    readonly key?: { readonly name?: string };
    readonly callee?: { readonly name?: string; readonly property?: { readonly name?: string } };
  };
}

const LITERALS: ReadonlySet<string> = new Set(['StringLiteral', 'TemplateLiteral']);
const LANGUAGES: ReadonlySet<string> = new Set(['zh', 'en']);
const FAULTS: ReadonlySet<string> = new Set(['Error', 'TypeError', 'RangeError']);

/**
 * Names the text whose wording no rule depends on, so that its mutants are counted apart: a sentence under
 * `zh` or `en`, the message of a fault, a description in the API document.
 */
export const displayOnly = {
  shouldIgnore({ node, parent }: SyntaxPath): string | undefined {
    if (!parent || !(LITERALS.has(node.type) || node.type === 'ObjectExpression')) return undefined;
    const literal = LITERALS.has(node.type);
    if (literal && parent.type === 'ObjectProperty' && LANGUAGES.has(parent.key?.name ?? '')) {
      return 'wording';
    }
    if (literal && parent.type === 'NewExpression' && FAULTS.has(parent.callee?.name ?? '')) {
      return 'message of a fault';
    }
    if (parent.type === 'CallExpression' && parent.callee?.property?.name === 'meta') {
      return 'description in the API document';
    }
    return undefined;
  },
};
