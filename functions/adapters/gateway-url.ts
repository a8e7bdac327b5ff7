const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Address of one call to a gateway outside. Numbers and signatures that could be used again never travel in the clear.
 * @param baseUrl as the deployment's secret gives it
 * @throws TypeError for anything but https, or http on this machine: a wrong setting, a fault
 */
export function gatewayUrl(baseUrl: string, path: string): URL {
  const url = new URL(`${baseUrl}${path}`);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))) return url;
  throw new TypeError(`A gateway is reached by https only, not by ${url.protocol}//${url.hostname}`);
}
