import { addCaseMaterialEndpoint } from '../api/add-case-material.ts';
import { answerSecondLook } from '../api/answer-second-look.ts';
import { claimTask } from '../api/claim-task.ts';
import { confirmCaseMaterialEndpoint } from '../api/confirm-case-material.ts';
import { correctCase } from '../api/correct-case.ts';
import { enterApplication } from '../api/enter-application.ts';
import { explainOverdue } from '../api/explain-overdue.ts';
import { getBoard } from '../api/get-board.ts';
import { getCaseMaterialEndpoint } from '../api/get-case-material.ts';
import { getCase } from '../api/get-case.ts';
import { getStatistics } from '../api/get-statistics.ts';
import { listCalendars } from '../api/list-calendars.ts';
import { listCaseEvents } from '../api/list-case-events.ts';
import { listExecutions } from '../api/list-executions.ts';
import { listMessages } from '../api/list-messages.ts';
import { listTasks } from '../api/list-tasks.ts';
import { listWindowDrafts } from '../api/list-window-drafts.ts';
import { loadCalendar } from '../api/load-calendar.ts';
import { reassignTask } from '../api/reassign-task.ts';
import { recordDecision } from '../api/record-decision.ts';
import { redriveExecution } from '../api/redrive-execution.ts';
import { releaseTask } from '../api/release-task.ts';
import { removeCaseMaterialEndpoint } from '../api/remove-case-material.ts';
import { searchCases } from '../api/search-cases.ts';
import { setPermitStatus } from '../api/set-permit-status.ts';
import { settleMessage } from '../api/settle-message.ts';
import { updateStaff } from '../api/update-staff.ts';
import { http } from '../runtime/http.ts';

/** What clerks and officers do. */
export const staffEndpoints = [
  listTasks,
  claimTask,
  releaseTask,
  recordDecision,
  listWindowDrafts,
  enterApplication,
  addCaseMaterialEndpoint,
  confirmCaseMaterialEndpoint,
  getCaseMaterialEndpoint,
  removeCaseMaterialEndpoint,
  correctCase,
  getCase,
  listCaseEvents,
  listCalendars,
  loadCalendar,
  answerSecondLook,
  explainOverdue,
  getBoard,
  getStatistics,
  listExecutions,
  listMessages,
  reassignTask,
  redriveExecution,
  searchCases,
  setPermitStatus,
  settleMessage,
  updateStaff,
];

export const handler = http(staffEndpoints);
