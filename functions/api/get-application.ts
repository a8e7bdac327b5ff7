import * as z from 'zod';
import {
  OverdueView,
  overdueView,
  permitReason,
  permitStanding,
  PermitStanding,
} from '../casework/case-notices.ts';
import { ownDraft } from '../casework/drafts.ts';
import { correctionOf, CorrectionView } from '../casework/correct-case.ts';
import { MessageSettings, messageSettings } from '../casework/message-settings.ts';
import { ownCase } from '../casework/own-case.ts';
import {
  ById,
  CaseSummary,
  caseSummary,
  DraftView,
  draftView,
  MaterialView,
  materialView,
} from '../casework/views.ts';
import { FormDraft } from '../domain/form.ts';
import { Notice, noticeOf } from '../domain/notice.ts';
import { SECOND_LOOK_OUTCOMES, secondLookUntil } from '../domain/second-look.ts';
import { timelineOf } from '../domain/timeline.ts';
import { isClosed } from '../domain/status.ts';
import { endpoint } from '../runtime/endpoint.ts';

const CaseView = CaseSummary.extend({
  form: FormDraft.nullable(),
  materials: z.array(MaterialView),
  /** What is to be corrected, and the draft it is done in; null unless a correction is awaited. */
  correction: CorrectionView.nullable(),
  /** Why the application was not accepted or was refused, all of it, and what can be done; null otherwise. */
  notice: Notice.nullable(),
  /** Of a case that took longer than the law allows, with every reason given; null of any other. */
  overdue: OverdueView.nullable(),
  /** Of a permit that is suspended or revoked, with the officer’s words; null else. */
  permitStanding: PermitStanding.extend({ reason: z.string().nullable() }).nullable(),
  /** Null once the personal side of the case is erased. */
  messages: MessageSettings.nullable(),
  /** The grade given to the service; null until then. */
  rating: z.int().nullable(),
  /** Where somebody was told no: until when they may ask for a second look, and whether they have; null otherwise. */
  secondLook: z
    .strictObject({
      until: z.string(),
      askedAt: z.string().nullable(),
      answeredAt: z.string().nullable(),
      outcome: z.enum(SECOND_LOOK_OUTCOMES).nullable(),
      /** The supervisor’s words. */
      answer: z.string().nullable(),
    })
    .nullable(),
  timeline: z.array(z.strictObject({ at: z.string(), code: z.string(), zh: z.string(), en: z.string() })),
});

/** GET /applications/{id}. A draft as it was left, or a case with its form, files and timeline. */
export const getApplication = endpoint({
  route: 'get-application',
  summary: 'One application with its timeline',
  path: ById,
  success: { status: 200, body: z.union([DraftView, CaseView]) },
  async run(world, { path, caller }) {
    if (!(await world.cases.find(path.id)))
      return { status: 200, body: draftView(await ownDraft(world, caller, path.id)) };
    const record = await ownCase(world, caller, path.id);
    const [details, events, rating] = await Promise.all([
      world.cases.findDetails(record.id),
      world.cases.events(record.id),
      isClosed(record.position) ? world.ratings.find(record.id) : undefined,
    ]);
    const standing = permitStanding(record);
    const until = secondLookUntil(record, details?.opinions ?? []);
    return {
      status: 200,
      body: {
        ...caseSummary(record),
        form: details?.form ?? null,
        materials: (details?.materials ?? []).map(materialView),
        correction: await correctionOf(world, record),
        notice: noticeOf(record, details?.opinions ?? [], world.county.name) ?? null,
        overdue: overdueView(record, details, world.now()),
        permitStanding: standing && { ...standing, reason: permitReason(record, details) },
        messages: details ? messageSettings(details.messages, details.form) : null,
        rating: rating?.grade ?? null,
        secondLook:
          until === undefined
            ? null
            : {
                until,
                askedAt: record.secondLook?.askedAt ?? null,
                answeredAt: record.secondLook?.answeredAt ?? null,
                outcome: record.secondLook?.outcome ?? null,
                answer: details?.secondLookAnswer ?? null,
              },
        timeline: timelineOf(events),
      },
    };
  },
});
