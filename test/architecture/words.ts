import { placesOf, type Source, sourcesIn } from './sources.ts';

/** Words that a law keeps out of some files. */
export interface WordLaw {
  /** A sentence, completed by where it holds. */
  readonly law: string;
  readonly in: readonly string[];
  /** Files the law names as the place for it. */
  readonly except?: readonly string[];
  readonly words: RegExp;
  /** `text` where comments are meant too. @default code */
  readonly part?: 'code' | 'text';
}

const FUNCTIONS = ['functions'];
const PRODUCT = ['functions', 'infra'];
const EVERYWHERE = ['functions', 'infra', 'test', 'vitest.config.ts'];
/** The files that speak of these words in order to forbid them. */
const THE_LAW = ['test/architecture/words.ts', 'test/architecture/breaks-of-style.ts'];

/** Law by law, in the order of the house. */
export const WORD_LAWS: readonly WordLaw[] = [
  {
    law: '1: the domain neither waits nor is waited for',
    in: ['functions/domain'],
    words: /\b(await|async|Promise|setTimeout|setInterval|fetch)\b/u,
  },
  {
    law: '1: the domain reads no clock',
    in: ['functions/domain'],
    words: /\bDate\.now\b|new Date\(\s*\)|\bDate\(\s*\)|\bperformance\b|\bTemporal\.Now\b/u,
  },
  {
    law: '1: the domain knows neither chance nor surroundings',
    in: ['functions/domain'],
    words: /\bMath\.random\b|\bcrypto\b|\bprocess\b|\bglobalThis\b|\bworld\b|\bWorld\b/u,
  },
  {
    law: '3: only runtime/env.ts reads the environment of a Lambda',
    in: FUNCTIONS,
    except: ['functions/runtime/env.ts'],
    words: /\bprocess\b(?!\/)/u,
  },
  {
    law: '3: the cloud is made from its arguments, not from the environment',
    in: ['infra/aws'],
    words: /\bprocess\s*\.\s*env\b|\benv\b.*from 'node:process'/u,
  },
  {
    law: '3: one machine reads PORT, DATA_DIR, COUNTY and DYNAMODB_ENDPOINT, and only its settings are set',
    in: ['infra/local'],
    except: ['infra/local/settings.ts'],
    words:
      /(?<!\.\.\.)\bprocess\s*\.\s*env\b(?!\['(PORT|DATA_DIR|COUNTY|DYNAMODB_ENDPOINT)'\](?!\s*=[^=]))|'node:process'/u,
  },
  {
    law: '5: only the adapter of the machine speaks to Step Functions',
    in: FUNCTIONS,
    except: ['functions/adapters/sfn-workflow.ts'],
    words: /\bSendTask\w*|\bStartExecution\w*|@aws-sdk\/client-sfn/u,
  },
  {
    law: '7: a task token is known to the step that keeps it and to the wake-up',
    in: FUNCTIONS,
    except: [
      'functions/ports.ts',
      'functions/runtime/aws-world.ts',
      'functions/runtime/remembering-world.ts',
      'functions/steps/open-task.ts',
      'functions/casework/wake-machine.ts',
    ],
    words: /\btaskTokens\b/u,
  },
  {
    law: '7: only runtime/log.ts writes a log',
    in: FUNCTIONS,
    except: ['functions/runtime/log.ts'],
    words: /\bconsole\b|powertools\/logger|\bLogger\b|process\.std(out|err)/u,
  },
  {
    law: 'style: tests patch no module',
    in: EVERYWHERE,
    except: THE_LAW,
    words:
      /\bvi\s*\.\s*(mock|doMock|hoisted|spyOn|stubGlobal|stubEnv|fn)\b|\bspyOn\s*\(|\bmock\.(module|method)\b/u,
  },
  {
    law: 'style: no test is skipped, singled out or promised',
    in: ['test'],
    except: THE_LAW,
    words:
      /\b(it|test|describe)(\.\w+)*\.(skip|only|todo|skipIf|runIf|fails)\b|\b(xit|xdescribe|fit|fdescribe)\(/u,
  },
  {
    law: 'style: no rule of the compiler or the linter is switched off',
    in: EVERYWHERE,
    except: THE_LAW,
    words:
      /@ts-\w+|\b(eslint|oxlint)-disable|prettier-ignore|\bas\s+any\b|<any>|:\s*any\b|knip-ignore|v8 ignore/u,
    part: 'text',
  },
  {
    law: 'style: nothing is left to do in a comment',
    in: EVERYWHERE,
    except: THE_LAW,
    words: /\b(TODO|FIXME|XXX|HACK)\b/u,
    part: 'text',
  },
  {
    law: 'style: exports have names',
    in: ['functions', 'infra', 'test'],
    // Describes a package that has nothing else.
    except: [...THE_LAW, 'test/infra/asl-validator.d.ts'],
    words: /\bexport\s+default\b|\bexport\s*\{[^}]*\bas default\b|\bexport\s*\*/u,
  },
  {
    law: 'style: an error is never swallowed',
    in: PRODUCT,
    words: /\bcatch\s*(\([^)]*\)\s*)?\{\s*\}/u,
  },
  {
    law: 'style: a handler lets no failure go by',
    in: FUNCTIONS,
    words: /\.catch\(\s*\(\)\s*=>/u,
  },
];

/** Where the words are found against the law. */
export function wordsAgainst({ in: folders, except = [], words, part = 'code' }: WordLaw): string[] {
  const guarded = ({ path }: Source) => !except.includes(path);
  return sourcesIn(...folders)
    .filter(guarded)
    .flatMap((source) => placesOf(source, words, part));
}
