import { Graph, layout } from '@dagrejs/dagre';
import type { Flow, Way } from './flow.ts';

/** Lengths in the picture's own unit, a CSS pixel. */
const NODE = { width: 172, height: 44 };
const MARGIN = 28;
const LABEL_HEIGHT = 16;

interface Point {
  readonly x: number;
  readonly y: number;
}
interface Placed extends Way {
  readonly label: string;
  readonly points: readonly Point[];
  readonly at: Point;
}
type Box = Point & { readonly width: number; readonly height: number };

const STYLE = `
  .paper { fill: #ffffff; stroke: #d8dee6; }
  text { font: 13px system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; text-anchor: middle; }
  .node rect { fill: #eef4fb; stroke: #7ba7d4; stroke-width: 1.2; }
  .node .name { fill: #16324f; font-weight: 600; }
  .node .caption { fill: #47637f; font-size: 11.5px; }
  .waiting rect { fill: #fff4dd; stroke: #d9a02b; stroke-width: 1.6; }
  .waiting .name { fill: #5c3d00; }
  .waiting .caption { fill: #855c0b; }
  .end rect { fill: #e6f6ec; stroke: #55a876; stroke-width: 1.6; }
  .end .name { fill: #124d2b; }
  .end .caption { fill: #2f7049; }
  path { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
  .next, .act { stroke: #5f7184; }
  .clock { fill: none; stroke: #c07a00; stroke-width: 1.4; stroke-linecap: round; }
  .fault { stroke: #b0525c; stroke-dasharray: 6 4; }
  .head { fill: #5f7184; } .head-fault { fill: #b0525c; }
  .label { font-size: 11.5px; fill: #33475b; paint-order: stroke; stroke: #ffffff; stroke-width: 5px; stroke-linejoin: round; }
  .legend { font-size: 11.5px; fill: #47637f; text-anchor: start; }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #11161d; stroke: #2b3540; }
    .node rect { fill: #172a3d; stroke: #4c7fb0; }
    .node .name { fill: #dcebf9; } .node .caption { fill: #9db9d3; }
    .waiting rect { fill: #3a2b0a; stroke: #c7922a; }
    .waiting .name { fill: #ffe6b0; } .waiting .caption { fill: #dcb765; }
    .end rect { fill: #12331f; stroke: #4b9f6b; }
    .end .name { fill: #d2f3de; } .end .caption { fill: #8fcda6; }
    .next, .act { stroke: #8a9bad; } .clock { stroke: #e0a63c; } .fault { stroke: #df7c86; }
    .head { fill: #8a9bad; } .head-fault { fill: #df7c86; }
    .label { fill: #d5dee8; stroke: #11161d; }
    .legend { fill: #9db0c3; }
  }`;

/**
 * The flow as an SVG that follows the reader's light or dark scheme. The same flow gives the same bytes.
 * @param captions the field's word under each state's name; a state without one shows its name alone
 */
export function draw(flow: Flow, captions: Readonly<Record<string, string>>): string {
  const { boxes, ways, width, height } = place(flow);
  const full = { width: round(width + 2 * MARGIN), height: round(height + 2 * MARGIN + 54) };
  const kind = (name: string): string =>
    flow.waiting.has(name) ? 'node waiting' : flow.last.includes(name) ? 'node end' : 'node';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${full.width} ${full.height}" width="${full.width}" height="${full.height}" role="img" aria-labelledby="title">`,
    `<title id="title">The state machine of a case, from ${flow.first} to ${flow.last.join(', ')}</title>`,
    `<style>${STYLE}\n</style>`,
    `<defs>${['', '-fault'].map(marker).join('')}</defs>`,
    `<rect class="paper" x="0.5" y="0.5" width="${full.width - 1}" height="${full.height - 1}" rx="12"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})">`,
    ...ways.map(arrow),
    ...[...boxes].map(([name, box]) =>
      node(name, captions[name], box, { kind: kind(name), timed: flow.waiting.get(name) !== undefined }),
    ),
    ...ways.filter((way) => way.label !== '').map(label),
    '</g>',
    ...legend(flow, full.height - 46),
    '</svg>',
    '',
  ].join('\n');
}

function place(flow: Flow): { boxes: Map<string, Box>; ways: Placed[]; width: number; height: number } {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 40, edgesep: 26, ranksep: 26, ranker: 'network-simplex' });
  for (const name of new Set([flow.first, ...flow.ways.flatMap(({ from, to }) => [from, to])]))
    graph.setNode(name, { ...NODE, width: Math.max(NODE.width, name.length * 8 + 24) });
  for (const way of flow.ways) {
    const text = labelOf(way);
    const size = text === '' ? {} : { width: text.length * 6.4 + 8, height: LABEL_HEIGHT, labelpos: 'c' };
    graph.setEdge(way.from, way.to, { ...size, weight: way.kind === 'fault' ? 1 : 3 }, way.kind);
  }
  layout(graph);
  const boxes = new Map<string, Box>();
  for (const name of graph.nodes()) {
    const { x, y, width, height } = graph.node(name);
    boxes.set(name, { x, y, width, height });
  }
  const ways = flow.ways.map((way) => {
    const edge = graph.edge({ v: way.from, w: way.to, name: way.kind });
    return { ...way, label: labelOf(way), points: edge.points, at: { x: edge.x, y: edge.y } };
  });
  const { width = 0, height = 0 } = graph.graph();
  return { boxes, ways, width, height };
}

function labelOf({ kind, acts }: Way): string {
  return kind === 'act' ? acts.join(' · ') : '';
}

function arrow({ kind, points }: Placed): string {
  const suffix = kind === 'fault' ? '-fault' : '';
  return `<path class="${kind}" d="${curve(points)}" marker-end="url(#head${suffix})"/>`;
}

/** Through the middles of the given points, each point a bend. */
function curve(points: readonly Point[]): string {
  const [start, ...others] = points;
  if (!start) return '';
  const parts = [`M${spot(start)}`];
  for (const [index, point] of others.entries()) {
    const next = others[index + 1];
    if (!next) parts.push(`L${spot(point)}`);
    else parts.push(`Q${spot(point)} ${spot(middle(point, next))}`);
  }
  return parts.join(' ');
}

function node(
  name: string,
  caption: string | undefined,
  { x, y, width, height }: Box,
  { kind, timed }: { kind: string; timed: boolean },
): string {
  const rect = `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${height}" rx="9"/>`;
  const text = (words: string, dy: number, as: string): string =>
    `<text class="${as}" x="${round(x)}" y="${round(y + dy)}">${words}</text>`;
  const inside = caption ? text(name, -3, 'name') + text(caption, 14, 'caption') : text(name, 4.5, 'name');
  const mark = timed ? clock(x + width / 2 - 14, y - height / 2 + 14) : '';
  return `<g class="${kind}">${rect}${inside}${mark}</g>`;
}

function label({ label: words, at }: Placed): string {
  return `<text class="label" x="${round(at.x)}" y="${round(at.y + 4)}">${words}</text>`;
}

function legend({ everywhere }: Flow, y: number): string[] {
  const second = y + 24;
  const text = (x: number, line: number, words: string): string =>
    `<text class="legend" x="${x}" y="${line}">${words}</text>`;
  const [open] = everywhere;
  return [
    `<g class="node waiting"><rect x="${MARGIN}" y="${y - 11}" width="24" height="14" rx="4"/></g>`,
    text(MARGIN + 33, y, 'waits for a person'),
    clock(MARGIN + 224, y - 4.5),
    text(MARGIN + 240, y, 'an alarm is due: it is recorded, and the same is awaited again'),
    `<path class="fault" d="M${MARGIN} ${second - 4} h25"/>`,
    text(MARGIN + 33, second, 'another body does not answer'),
    open ? text(MARGIN + 240, second, `wherever a person is awaited: ${open.act} → ${open.to}`) : '',
  ];
}

function clock(x: number, y: number): string {
  return `<path class="clock" d="M${round(x - 6)} ${round(y)} a6 6 0 1 1 12 0 a6 6 0 1 1 -12 0 M${round(x)} ${round(y - 3.2)} v3.2 l2.4 1.6"/>`;
}

function marker(suffix: string): string {
  return `<marker id="head${suffix}" viewBox="0 0 8 8" refX="7.4" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head${suffix}" d="M0 0.6 8 4 0 7.4z"/></marker>`;
}

function middle(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function spot({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
