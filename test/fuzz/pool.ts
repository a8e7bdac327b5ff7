const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/u;

/** An application, draft or case, as the answers so far have shown it. */
export interface Live {
  readonly id: string;
  /** Id of whoever made it. */
  maker: string | undefined;
  version: number;
  status: string;
  stage: string | undefined;
  readonly materials: string[];
  applicationNumber: string | undefined;
  licenceId: string | undefined;
  /** Id of the officer who has the task. */
  claimedBy: string | undefined;
}

/** Every id that an answer has given away so far, so that later requests reach real things. */
export class Pool {
  readonly live = new Map<string, Live>();
  readonly pages: string[] = [];
  /** Version of each officer’s entry. */
  readonly staffVersions = new Map<string, number>();
  /** Hash of the edition of each year. */
  readonly editions = new Map<number, string>();

  /** Reads an answer. @param about id in the path, to which a bare version belongs */
  harvest(body: unknown, maker: string | undefined, about: string | undefined): void {
    if (Array.isArray(body)) for (const item of body) this.harvest(item, undefined, undefined);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
    const fields = body as Readonly<Record<string, unknown>>;
    const own = text(fields['id']) ?? text(fields['caseId']) ?? about;
    if (own !== undefined && ULID.test(own)) this.#note(own, fields, maker);
    else if (own !== undefined && typeof fields['version'] === 'number')
      this.staffVersions.set(own, fields['version']);
    if (typeof fields['year'] === 'number' && typeof fields['sha256'] === 'string')
      this.editions.set(fields['year'], fields['sha256']);
    if (typeof fields['next'] === 'string') this.pages.push(fields['next']);
    for (const [name, part] of Object.entries(fields)) {
      if (name === 'form' || name === 'upload') continue;
      this.harvest(part, maker, name === 'materials' || name === 'correction' ? own : undefined);
      if (name === 'materials' && own !== undefined && Array.isArray(part))
        for (const item of part) this.#noteMaterial(own, (item as Record<string, unknown>)['materialId']);
    }
  }

  /** One of them; those that stand as asked for come first, where there are any. */
  pick(choice: number, wanted: (live: Live) => boolean = () => true): Live | undefined {
    const all = [...this.live.values()];
    const fitting = all.filter(wanted);
    const from = fitting.length > 0 ? fitting : all;
    return from[choice % Math.max(1, from.length)];
  }

  #note(id: string, fields: Readonly<Record<string, unknown>>, maker: string | undefined): void {
    if (fields['materialId'] !== undefined) this.#noteMaterial(id, fields['materialId']);
    const known = this.live.get(id) ?? {
      id,
      maker,
      version: 1,
      status: '',
      stage: undefined,
      materials: [],
      applicationNumber: undefined,
      licenceId: undefined,
      claimedBy: undefined,
    };
    known.maker ??= maker;
    if (typeof fields['version'] === 'number') known.version = fields['version'];
    known.status = text(fields['status']) ?? known.status;
    if ('stage' in fields) known.stage = text(fields['stage']);
    if ('claimedBy' in fields) known.claimedBy = text(fields['claimedBy']);
    known.applicationNumber = text(fields['applicationNumber']) ?? known.applicationNumber;
    known.licenceId = text(fields['licenceId']) ?? known.licenceId;
    this.live.set(id, known);
  }

  #noteMaterial(id: string, materialId: unknown): void {
    const live = this.live.get(id);
    if (live && typeof materialId === 'string' && !live.materials.includes(materialId))
      live.materials.push(materialId);
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
