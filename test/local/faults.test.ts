import { describe, expect, it } from 'vitest';
import { FaultBook } from '../../infra/local/faults.ts';

const S3_PUT = { service: 's3', operation: 'PutObject' };

/** A service that counts what took effect. */
function service() {
  const effects: string[] = [];
  const act = async (what: string) => {
    effects.push(what);
    return what;
  };
  return { effects, act, run: () => act('put') };
}

describe('an ordered fault', () => {
  it('hits the next matching calls, as many as ordered, and no others', async () => {
    const book = new FaultBook();
    const { effects, act, run } = service();
    book.add({ ...S3_PUT, kind: 'error', times: 2 });

    const results = await Promise.allSettled([
      book.around('s3', 'GetObject', () => act('get')),
      book.around('s3', 'PutObject', run),
      book.around('s3', 'PutObject', run),
      book.around('s3', 'PutObject', run),
    ]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(effects).toEqual(['get', 'put']);
    expect(book.list()).toEqual([]);
  });

  it('is an error that the SDK tries again, unless another is ordered', async () => {
    const book = new FaultBook();
    const { run } = service();
    book.add({ ...S3_PUT, kind: 'error' });
    book.add({ ...S3_PUT, kind: 'error', code: 'AccessDenied', status: 403 });
    const call = () => book.around('s3', 'PutObject', run);

    await expect(call()).rejects.toMatchObject({ code: 'InternalServerError', status: 500 });
    await expect(call()).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
  });

  it('delays a call, which then takes effect', async () => {
    const book = new FaultBook();
    const { effects, run } = service();
    book.add({ ...S3_PUT, kind: 'delay', delayMillis: 20 });

    const call = book.around('s3', 'PutObject', run);
    const effectsAtOnce = [...effects];

    expect(await call).toBe('put');
    expect(effectsAtOnce).toEqual([]);
  });

  it.each([
    ['crash-before', []],
    ['crash-after', ['put']],
  ] as const)(
    '%s kills the process with these effects, and nobody hears an answer',
    async (kind, expected) => {
      const { effects, run } = service();
      let answered = false;
      const killed = Promise.withResolvers<readonly string[]>();
      const book = new FaultBook(() => killed.resolve([...effects]));
      book.add({ service: 's3', operation: '*', kind });

      void book.around('s3', 'PutObject', run).then(() => {
        answered = true;
        return answered;
      });

      expect(await killed.promise).toEqual(expected);
      expect(answered).toBe(false);
    },
  );

  it('is listed with what is left of it, until all are cleared', async () => {
    const book = new FaultBook();
    const { run } = service();
    book.add({ ...S3_PUT, kind: 'delay', delayMillis: 0, times: 3 });

    await book.around('s3', 'PutObject', run);
    const left = book.list();
    book.clear();

    expect(left).toMatchObject([{ ...S3_PUT, kind: 'delay', times: 2 }]);
    expect(book.list()).toEqual([]);
  });

  it('that is not well formed is not taken', () => {
    const book = new FaultBook();

    expect(() => book.add({ ...S3_PUT, kind: 'error', times: 0 })).toThrow('times');
    expect(book.list()).toEqual([]);
  });
});
