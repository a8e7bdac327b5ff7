import { describe, expect, it } from 'vitest';
import { gatewayUrl } from '../../../functions/adapters/gateway-url.ts';

describe('the address of a gateway', () => {
  it('is https, or http on this machine', () => {
    const urls = [
      gatewayUrl('https://gateway.example.cn/irs', '/call?a=1'),
      gatewayUrl('http://127.0.0.1:8787/p', '/x'),
    ];

    expect(urls.map(String)).toEqual([
      'https://gateway.example.cn/irs/call?a=1',
      'http://127.0.0.1:8787/p/x',
    ]);
  });

  it.each(['http://gateway.example.cn', 'http://127.0.0.1.example.cn', 'ftp://gateway.example.cn'])(
    'is never %s: what is sent could be read and sent again',
    (baseUrl) => {
      expect(() => gatewayUrl(baseUrl, '/call')).toThrow(/https only/u);
    },
  );
});
