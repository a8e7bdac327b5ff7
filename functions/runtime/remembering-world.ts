import type { CaseDetails } from '../domain/application.ts';
import type { CaseRecord } from '../domain/case-record.ts';
import type { World } from '../ports.ts';
import type { CaseStore, MessageStore, OwedMessage, OwingCase } from '../ports/case-records.ts';

/**
 * The world as one call sees it: a case, an officer's entry and the working days are read once and remembered until
 * the call ends, however many acts of the same call ask. Two calls share nothing. Whoever writes by what was
 * remembered writes conditionally, so that what has changed meanwhile is met as StaleWriteError; it is forgotten then,
 * and the next attempt reads afresh.
 */
export function rememberingWorld(world: World): World {
  const { staff, calendars, taskTokens } = world;
  const cases = rememberingCases(world.cases);
  const find = once((id: string) => staff.find(id));
  const findWithAbsent = once((id: string) => staff.findWithAbsent(id));
  const editions = once(() => calendars.editions());
  return overlaid(world, {
    cases: cases.store,
    messages: overlaid(world.messages, { findWithRecord: (id) => cases.findWithRecord(world.messages, id) }),
    taskTokens: overlaid(taskTokens, {
      async open(task) {
        await taskTokens.open(task);
        // Whether the case waits is read after the token is kept, never before.
        cases.forget(task.caseId);
      },
    }),
    staff: overlaid(staff, {
      find: find.read,
      findWithAbsent: findWithAbsent.read,
      async save(next, previous, change) {
        find.forget();
        findWithAbsent.forget();
        await staff.save(next, previous, change);
      },
    }),
    calendars: overlaid(calendars, {
      editions: () => editions.read(''),
      async save(load) {
        editions.forget();
        await calendars.save(load);
      },
    }),
  });
}

/**
 * A record and the details that were read after it. Details are never older than the record beside them: a commit on
 * that record then proves that nobody has changed them either.
 */
interface Remembered {
  readonly record: CaseRecord | undefined;
  details?: CaseDetails | undefined;
  /** What was owed when the record was read, until somebody goes through it. */
  unsettled?: readonly OwedMessage[] | undefined;
}

function rememberingCases(cases: CaseStore): {
  readonly store: CaseStore;
  readonly forget: (caseId: string) => void;
  readonly findWithRecord: (messages: MessageStore, caseId: string) => Promise<OwingCase | undefined>;
} {
  const known = new Map<string, Remembered>();
  const store = overlaid(cases, {
    async find(id) {
      const remembered = known.get(id);
      if (remembered) return remembered.record;
      const record = await cases.find(id);
      known.set(id, { record });
      return record;
    },
    async findDetails(id) {
      const before = known.get(id);
      if (before?.details) return before.details;
      const details = await cases.findDetails(id);
      // Whoever has written in between has put a new pair there.
      if (before && known.get(id) === before) before.details = details;
      return details;
    },
    async commit(change) {
      const { id } = change.next;
      const before = known.get(id);
      known.delete(id);
      await cases.commit(change);
      known.set(id, { record: change.next, details: change.details ?? before?.details });
    },
  });
  return {
    store,
    forget: (caseId) => void known.delete(caseId),
    async findWithRecord(messages, caseId) {
      const before = known.get(caseId);
      if (!before?.record) {
        const found = await messages.findWithRecord(caseId);
        known.set(caseId, { record: found?.record, unsettled: found?.unsettled });
        return found;
      }
      const { record, unsettled = await messages.listUnsettled(caseId) } = before;
      before.unsettled = undefined;
      return { record, unsettled };
    },
  };
}

/** A read that is carried out once for each argument, until it is forgotten. What fails is asked again. */
function once<Value>(read: (of: string) => Promise<Value>): {
  readonly read: (of: string) => Promise<Value>;
  readonly forget: () => void;
} {
  const known = new Map<string, Promise<Value>>();
  return {
    async read(of: string): Promise<Value> {
      const asked = known.get(of) ?? read(of);
      known.set(of, asked);
      try {
        return await asked;
      } catch (error) {
        known.delete(of);
        throw error;
      }
    },
    forget: () => known.clear(),
  };
}

/** The same object with some members of its own; everything else is the original's. */
function overlaid<Whole extends object>(whole: Whole, own: Partial<Whole>): Whole {
  return new Proxy(whole, {
    get(target, name) {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name) as unknown;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
