import * as fc from 'fast-check';
import type { Stage } from '../../functions/domain/status.ts';
import { askAgain, correct, submit, withdraw } from './acts-applicant.ts';
import { loadEdition, pass, passToLimit, repeat } from './acts-around.ts';
import { answerAgain, claim, decide, explain, reassign, release, stageOf } from './acts-office.ts';
import { count, forgetLastCall } from './attempt.ts';
import { lastCase, openCase, type Model } from './model.ts';
import type { Office } from './office.ts';
import { proceed } from './proceed.ts';
import { KNOWN } from './province.ts';
import { settle } from './settle.ts';
import { checkInvariants } from './step-check.ts';
import { EVERYBODY } from './staff.ts';

type Act<Given> = (model: Model, office: Office, given: Given) => Promise<void>;
type Command = fc.AsyncCommand<Model, Office>;

/** One command: what it does, and after it the model, the product and every law held against each other. */
function command<Given>(
  name: string,
  given: fc.Arbitrary<Given>,
  act: Act<Given>,
  check: (model: Model) => boolean = () => true,
): fc.Arbitrary<Command> {
  return given.map((value) => ({
    check,
    async run(model: Model, office: Office) {
      count(`command ${name}`);
      await act(model, office, value);
      await settle(model, office);
      await checkInvariants(model, office);
    },
    toString: () => `${name}(${JSON.stringify(value)})`,
  }));
}

const hasCase = (model: Model): boolean => lastCase(model) !== undefined;
const anybody = fc.constantFrom(...EVERYBODY);
const anyone = fc.constantFrom(...EVERYBODY, 'chen', 'lin');
/** Mostly false. */
const seldom = fc.nat(9).map((nth) => nth === 9);
const often = fc.nat(9).map((nth) => nth !== 9);

const opinion = fc.record({
  choice: fc.nat(999),
  byHolder: often,
  who: anybody,
  atStage: often,
  stage: fc.constantFrom<Stage>('acceptance', 'review', 'approval'),
  outcome: fc.constantFrom(
    'accept',
    'request-correction',
    'refuse-to-accept',
    'endorse',
    'return',
    'reject',
    'approve',
  ),
  stale: seldom,
  reasoned: often,
  saysWhyLate: often,
});

const MINUTES = fc.oneof(
  fc.integer({ min: 1, max: 240 }),
  fc.integer({ min: 240, max: 3 * 1440 }),
  fc.integer({ min: 1440, max: 12 * 1440 }),
  fc.integer({ min: 12 * 1440, max: 40 * 1440 }),
);

/** No more than five submissions a day are tried: that limit has its own tests. */
function mayStillSubmit({ submissions, now }: Model): boolean {
  return submissions.filter((at) => Date.parse(now) - Date.parse(at) < 86_400_000).length < 4;
}

/** Told no, or open: where it is asked in vain. */
function mayDisagree(model: Model): boolean {
  const { saidNoAt, place } = lastCase(model) ?? {};
  return saidNoAt !== undefined || place === 'submitted' || place === 'issued';
}

const proceeding = command('proceed', fc.nat(999), proceed, mayStillSubmit);
const passing = command('pass', MINUTES, pass);

const toLimit = command(
  'pass-to-limit',
  fc.constantFrom(-20, 2, 2, 600, 3000),
  passToLimit,
  (model) => openCase(model) !== undefined,
);

/** Every command, those that lead on more often. */
export const COMMANDS: fc.Arbitrary<Command>[] = [
  ...Array.from({ length: 10 }, () => proceeding),
  ...Array.from({ length: 2 }, () => passing),
  ...Array.from({ length: 2 }, () => toLimit),
  command(
    'submit',
    fc.oneof(
      fc.record({
        channel: fc.constant('online' as const),
        who: fc.constantFrom('chen', 'chen', 'chen', 'lin'),
        accept: fc.constant(false),
        defect: fc.constantFrom('none' as const, 'photo' as const, 'consents' as const),
        type: fc.constantFrom('EXISTING_PERMIT' as const, 'REGISTRATION_TIME' as const),
        phone: fc.constant(true),
      }),
      fc.record({
        channel: fc.constant('window' as const),
        who: fc.constantFrom('mao', 'tang', 'own', 'kin', 'wang'),
        accept: fc.boolean(),
        defect: fc.constantFrom('none' as const, 'none' as const, 'photo' as const, 'consents' as const),
        type: fc.constantFrom('EXISTING_PERMIT' as const, 'REGISTRATION_TIME' as const),
        phone: often,
      }),
    ),
    submit,
    mayStillSubmit,
  ),
  command('claim', anybody, claim, hasCase),
  command('release', anybody, release, hasCase),
  command(
    'reassign',
    fc.record({ stale: seldom, who: fc.constantFrom('zhou', 'feng', 'wang'), to: anybody }),
    reassign,
    hasCase,
  ),
  command(
    'decide',
    opinion,
    async (model, office, given) => {
      const one = lastCase(model);
      if (!one) return;
      const { byHolder, atStage } = given;
      const who = byHolder ? (one.holder ?? given.who) : given.who;
      await decide(model, office, { ...given, who, stage: atStage ? stageOf(one) : given.stage });
    },
    hasCase,
  ),
  command('correct', fc.record({ stale: seldom, who: anyone, changed: often }), correct, hasCase),
  command(
    'withdraw',
    fc.record({ stale: seldom, who: fc.constantFrom('chen', 'lin') }),
    withdraw,
    (model) => openCase(model) !== undefined,
  ),
  command('explain', fc.oneof(anybody, fc.constant('zhou')), explain, hasCase),
  command('ask-again', fc.constantFrom('chen', 'chen', 'lin'), askAgain, mayDisagree),
  command('answer-again', fc.oneof(anybody, fc.constantFrom('zhou', 'feng')), answerAgain, mayDisagree),
  command('repeat', fc.constantFrom('same-key', 'new-key', 'other-body'), repeat, hasCase),
  command('province', fc.boolean(), async (model, office, silent) => {
    forgetLastCall(office);
    Object.assign(office.province, { silent });
    Object.assign(model, { silent });
  }),
  command('knows', fc.constantFrom(...KNOWN), async (model, office, known) => {
    forgetLastCall(office);
    Object.assign(office.province, { known });
    Object.assign(model, { known });
  }),
  command('sms', fc.boolean(), async (model, office, smsDown) => {
    forgetLastCall(office);
    Object.assign(office.province, { smsDown });
    Object.assign(model, { smsDown });
  }),
  command(
    'crash',
    fc.record({ call: fc.nat(9), when: fc.constantFrom('before' as const, 'after' as const) }),
    async (_model, office, crash) => {
      office.orderCrash(crash);
    },
  ),
  command('deaf', fc.constant('machine'), async (_model, office) => {
    office.orderDeafness();
  }),
  command(
    'load-edition',
    fc.record({
      who: fc.constantFrom('wu', 'wu', 'wu', 'zhou'),
      ahead: fc.integer({ min: 0, max: 12 }),
      early: seldom,
      misread: seldom,
    }),
    loadEdition,
  ),
  command(
    'look-after',
    fc.constantFrom('sweep' as const, 'reconcile' as const),
    async (_model, office, name) => {
      forgetLastCall(office);
      await office.runSchedule(name);
    },
  ),
];
