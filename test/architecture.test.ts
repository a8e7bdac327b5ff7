import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRoutes, API_FUNCTIONS } from '../functions/manifest.ts';
import { SCHEDULES } from '../functions/timetable.ts';
import { makeOpenapi } from '../infra/openapi.ts';
import { undocumented } from './architecture/docstrings.ts';
import {
  actsAfterWaking,
  namesIn,
  namesInAnswers,
  servedRoutes,
  unnamedRoutes,
} from './architecture/endpoints.ts';
import { fieldsOf, oversized, scriptTargets, wronglyNamed } from './architecture/files.ts';
import { lawsOfTheMachine } from './architecture/machine-laws.ts';
import { unlawfulImports } from './architecture/rooms.ts';
import { placesOf, read, ROOT, sourcesIn } from './architecture/sources.ts';
import { filesBehindSteps } from './architecture/steps.ts';
import { WORD_LAWS, wordsAgainst } from './architecture/words.ts';

describe('laws 1 to 3: who may know whom', () => {
  it('lets a file import only what its room may know', () => {
    const unlawful = sourcesIn('functions', 'infra').flatMap(unlawfulImports);

    expect(unlawful).toEqual([]);
  });

  it('lets no file hide what it imports behind a computed name', () => {
    const hidden = sourcesIn('functions', 'infra').flatMap((source) =>
      placesOf(source, /\b(?:import|require)\s*\(\s*(?!['"`])[^\n]*|\bcreateRequire\b/u),
    );

    expect(hidden.filter((place) => !place.startsWith('infra/local/dynamo-process.ts'))).toEqual([]);
  });
});

describe('words that have one place, or none', () => {
  it.each(WORD_LAWS.map((law) => [law.law, law] as const))('%s', (_sentence, law) => {
    const against = wordsAgainst(law);

    expect(against).toEqual([]);
  });
});

lawsOfTheMachine();

describe('law 5: record first, then wake', () => {
  it('lets no step, nor what it calls, touch the machine', () => {
    const touching = filesBehindSteps().flatMap((source) => placesOf(source, /\bworkflow\b/u));

    expect(touching).toEqual([]);
  });

  it('does nothing more once the machine is woken', () => {
    const late = sourcesIn('functions/api', 'functions/casework').flatMap(actsAfterWaking);

    expect(late).toEqual([]);
  });
});

describe('laws 6 and 7: nothing personal is kept or shown where it does not belong', () => {
  it('keeps personal fields out of the events', () => {
    const fields = [
      ...fieldsOf('functions/domain/case-event.ts', /export type CaseFact =(?<body>[\s\S]*?);\n\n/u),
      ...fieldsOf('functions/domain/office-fact.ts', /export type OfficeFact =(?<body>[\s\S]*);/u),
    ];

    const personal =
      /name|citizen|identity|phone|mobile|address|birth|sex|ethnic|photo|comment|note$|words|form$|token/iu;
    expect(fields).toEqual(expect.arrayContaining(['formHash', 'licenceId', 'to']));
    expect(fields.filter((name) => personal.test(name))).toEqual([]);
  });

  it('logs ids, our own names and codes', () => {
    const fields = fieldsOf(
      'functions/runtime/log.ts',
      /export interface LogFields \{(?<body>[\s\S]*?)\n\}/u,
    );

    expect(fields.toSorted().join(' ')).toBe('applicationId code requestId route schedule status step');
  });

  it('answers with no token but the one that signing in gives', () => {
    const shown = namesInAnswers(makeOpenapi(), /token|secret|salt|ownerKeys/iu);

    expect(shown).toEqual(['open-session: token']);
  });
});

describe('one place for each thing', () => {
  it('has one file for each route and for each scheduled act', () => {
    const names = allRoutes().map(({ name }) => name);

    expect(namesIn('functions/api')).toEqual(names.toSorted());
    expect(namesIn('functions/schedules')).toEqual(SCHEDULES.map(({ name }) => name).toSorted());
  });

  it('serves each route by the one Lambda of its audience', () => {
    const due = Map.groupBy(allRoutes(), ({ audience }) => audience);
    const names = [...due].map(([audience, routes]) => [audience, routes.map(({ name }) => name).toSorted()]);

    expect(servedRoutes()).toEqual(Object.fromEntries(names));
    expect(namesIn('functions/lambdas')).toEqual(Object.keys(API_FUNCTIONS).toSorted());
  });

  it('begins the comment of each endpoint with its route', () => {
    const unnamed = unnamedRoutes(allRoutes());

    expect(unnamed).toEqual([]);
  });

  it('keeps the OpenAPI document current', () => {
    const document: unknown = JSON.parse(read('functions/api/openapi.json'));

    expect(document).toEqual(JSON.parse(JSON.stringify(makeOpenapi())));
  });

  it('has a script for each command that is promised, and a file behind each script', () => {
    const targets = scriptTargets();

    expect(Object.keys(targets)).toEqual(
      expect.arrayContaining(['start', 'test', 'check', 'demo', 'deadline', 'synth']),
    );
    expect(
      Object.values(targets)
        .flat()
        .filter((file) => !existsSync(`${ROOT}${file}`)),
    ).toEqual([]);
  });
});

describe('files', () => {
  it('are named in kebab-case by what is in them, and have at most 200 lines', () => {
    expect(wronglyNamed()).toEqual([]);
    expect(oversized()).toEqual([]);
  });

  it('say what each export means', () => {
    expect(sourcesIn('functions', 'infra').flatMap(undocumented)).toEqual([]);
  });
});
