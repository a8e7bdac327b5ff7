import { addMaterialEndpoint } from '../api/add-material.ts';
import { askSecondLook } from '../api/ask-second-look.ts';
import { confirmMaterialEndpoint } from '../api/confirm-material.ts';
import { correctApplication } from '../api/correct-application.ts';
import { createDraft } from '../api/create-draft.ts';
import { endSession } from '../api/end-session.ts';
import { getApplication } from '../api/get-application.ts';
import { getClock } from '../api/get-clock.ts';
import { getMaterialEndpoint } from '../api/get-material.ts';
import { getPermit } from '../api/get-permit.ts';
import { listAccesses } from '../api/list-accesses.ts';
import { listApplications } from '../api/list-applications.ts';
import { rateApplication } from '../api/rate-application.ts';
import { remindMe } from '../api/remind-me.ts';
import { removeMaterialEndpoint } from '../api/remove-material.ts';
import { setMessagePreferences } from '../api/set-message-preferences.ts';
import { submitApplication } from '../api/submit-application.ts';
import { updateDraft } from '../api/update-draft.ts';
import { withdrawApplication } from '../api/withdraw-application.ts';
import { http } from '../runtime/http.ts';

/** What an applicant does, and signing out, which everybody does. */
export const applicantEndpoints = [
  endSession,
  createDraft,
  listApplications,
  getApplication,
  updateDraft,
  addMaterialEndpoint,
  confirmMaterialEndpoint,
  getMaterialEndpoint,
  removeMaterialEndpoint,
  submitApplication,
  correctApplication,
  withdrawApplication,
  getClock,
  getPermit,
  listAccesses,
  setMessagePreferences,
  rateApplication,
  askSecondLook,
  remindMe,
];

export const handler = http(applicantEndpoints);
