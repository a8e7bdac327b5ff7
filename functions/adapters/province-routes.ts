/**
 * Paths below the base URL of the province's API gateway. Those of the sign-in are published; no document was found for
 * the population registry and the licence platform, so theirs are assumed, as are the fields they carry.
 * @see docs/going-live.md
 */
export const PROVINCE_ROUTES = {
  /** 政务服务网个人用户单点登录: a `ticket` for a token. Form. */
  ticketValidation: '/IC33000020220228000002/sso/servlet/simpleauth',
  /** The person behind that token. Form. */
  userInfo: '/IC33000020220228000004/sso/servlet/simpleauth',
  /** “浙里办”统一单点登录: a `ticketId` for an access token. JSON. */
  unifiedAccessToken: '/IC33000020220329000007/uc/sso/access_token',
  /** The person behind that access token. JSON. */
  unifiedUserInfo: '/IC33000020220329000008/uc/sso/getUserInfo',
  /** Assumed. */
  populationFacts: '/IC33000020990101000001/population/facts',
  /** Assumed. */
  pushLicence: '/IC33000020990101000002/licence/push',
  /** Assumed. */
  cancelPermit: '/IC33000020990101000003/permit/cancel',
  /** Assumed. */
  queryLicence: '/IC33000020990101000004/licence/query',
  /** Assumed. */
  setLicenceStatus: '/IC33000020990101000005/licence/status',
} as const;

export type ProvinceOperation = keyof typeof PROVINCE_ROUTES;
