import { checkEligibility } from '../api/check-eligibility.ts';
import { getDocs } from '../api/get-docs.ts';
import { getFormGuide } from '../api/get-form-guide.ts';
import { getHealth } from '../api/get-health.ts';
import { getOpenapi } from '../api/get-openapi.ts';
import { getSigningKeys } from '../api/get-signing-keys.ts';
import { openSession } from '../api/open-session.ts';
import { showTracking } from '../api/show-tracking.ts';
import { trackApplication } from '../api/track-application.ts';
import { http } from '../runtime/http.ts';

/** What anybody may call, without a sign-in. */
export const publicEndpoints = [
  getHealth,
  getOpenapi,
  getDocs,
  getFormGuide,
  getSigningKeys,
  checkEligibility,
  showTracking,
  trackApplication,
  openSession,
];

export const handler = http(publicEndpoints);
