import { addCaseMaterialEndpoint } from '../api/add-case-material.ts';
import { claimTask } from '../api/claim-task.ts';
import { confirmCaseMaterialEndpoint } from '../api/confirm-case-material.ts';
import { enterApplication } from '../api/enter-application.ts';
import { getCase } from '../api/get-case.ts';
import { getCaseMaterialEndpoint } from '../api/get-case-material.ts';
import { listCaseEvents } from '../api/list-case-events.ts';
import { listTasks } from '../api/list-tasks.ts';
import { recordDecision } from '../api/record-decision.ts';
import { releaseTask } from '../api/release-task.ts';
import { removeCaseMaterialEndpoint } from '../api/remove-case-material.ts';
import { http } from '../runtime/http.ts';

/** What clerks and officers do. */
export const staffEndpoints = [
  listTasks,
  claimTask,
  releaseTask,
  recordDecision,
  enterApplication,
  addCaseMaterialEndpoint,
  confirmCaseMaterialEndpoint,
  getCaseMaterialEndpoint,
  removeCaseMaterialEndpoint,
  getCase,
  listCaseEvents,
];

export const handler = http(staffEndpoints);
