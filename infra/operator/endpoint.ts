import { gatewayUrl } from '../../functions/adapters/gateway-url.ts';

/**
 * Whether AWS may be asked at this address: by https, or on this machine. What an operator's command sends is an identity
 * number, or whole cases.
 */
export function isSafeEndpoint(endpoint: string): boolean {
  try {
    gatewayUrl(endpoint, '');
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
