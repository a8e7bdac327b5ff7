import { citizenIdDefects, parseCitizenId } from './citizen-id.ts';
import { townshipsOf, type CountyDivision } from './division.ts';
import type { Evidence, ExistingPermit, Facts } from './facts.ts';
import { agentDefects } from './form-check-parts.ts';
import { tickedBoxes, type RecognitionType } from './form-boxes.ts';
import type { ClaimedRegistration, FormDraft } from './form.ts';
import type { Day } from './instant.ts';
import type { MaterialInSlot } from './material.ts';
import type { RegistrationRow } from './registration-chain.ts';
import type { PopulationFacts, ResidenceRegistration } from './person.ts';

/**
 * Facts of a pre-check: all claims, so every `met` is conditional on proof. What is left out stays unknown.
 * @param today the day on which the number is read
 */
export function claimedFacts(form: FormDraft & { recognitionType: RecognitionType }, today: Day): Facts {
  const source = 'applicant-claim' as const;
  const { proofs, residenceRegistrations, existingPermit } = form;
  return {
    ...personFacts(form, today),
    ...(proofs && { grounds: tickedBoxes(proofs).map((box) => ({ box, evidence: 'claimed' as const })) }),
    ...(residenceRegistrations && {
      registrations: {
        source,
        value: residenceRegistrations.map(claimedRow),
      },
    }),
    ...(existingPermit && { existingPermits: { source, value: [claimedPermit(existingPermit)] } }),
    ...(form.talentOrInvestor && { talentOrInvestor: { evidence: 'claimed' as const } }),
  };
}

/**
 * Facts of a case: what the province answered counts before what the person said; a paper counts for a box.
 * Registrations and permits come from the province alone: without its answer they are unknown.
 * @param population undefined when the province could not be asked
 * @param county where the person applies: of its townships the names are known
 */
export function factsOfCase(
  form: FormDraft & { recognitionType: RecognitionType },
  population: PopulationFacts | undefined,
  materials: readonly MaterialInSlot[],
  today: Day,
  county: CountyDivision,
): Facts {
  const source = 'provincial-registry' as const;
  const person = personFacts(form, today);
  const household = population?.householdDivision;
  const grounds = tickedBoxes(form.proofs ?? {}).map((box) => ({
    box,
    evidence: evidenceOf(box, population, materials),
  }));
  const talent = hasPaper('exemption/TALENT_OR_INVESTOR', materials) ? 'document' : 'none';
  return {
    ...person,
    ...(household !== undefined && { registeredResidenceDivision: { value: household, source } }),
    grounds,
    ...(form.talentOrInvestor && { talentOrInvestor: { evidence: talent } }),
    ...(population && {
      registrations: { source, value: population.registrations.map((row) => rowOf(row, county)) },
      existingPermits: { source, value: population.permits.map((permit) => permitOf(permit, form)) },
    }),
  };
}

function personFacts(form: FormDraft & { recognitionType: RecognitionType }, today: Day): Facts {
  const {
    citizenIdNumber,
    registeredResidenceDivision,
    currentResidenceAddress,
    agent,
    frail,
    boardsAtSchool,
  } = form;
  const source = 'applicant-claim' as const;
  const readable = citizenIdNumber && citizenIdDefects(citizenIdNumber, today).length === 0;
  const id = readable ? parseCitizenId(citizenIdNumber, today) : undefined;
  const township = currentResidenceAddress?.townshipCode;
  return {
    recognitionType: form.recognitionType,
    ...(id && { origin: { value: id.issuedTo, source }, birthDate: { value: id.birthDate, source } }),
    ...(registeredResidenceDivision && {
      registeredResidenceDivision: { value: registeredResidenceDivision, source },
    }),
    ...(township && { townshipCode: { value: township, source } }),
    ...(agent?.relationship && {
      agent: { relationship: agent.relationship, complete: isCompleteAgent(form, today) },
    }),
    ...(frail !== undefined && { frail: { value: frail, source } }),
    ...(boardsAtSchool !== undefined && { boardsAtSchool: { value: boardsAtSchool, source } }),
  };
}

/** Only the particulars; whether the agent is entitled is a rule of its own. */
function isCompleteAgent(form: FormDraft, today: Day): boolean {
  return agentDefects({ ...form, frail: true }, undefined, today).length === 0;
}

function claimedRow({ divisionCode, registeredOn, endedOn }: ClaimedRegistration): RegistrationRow {
  return { divisionCode, registeredOn, ...(endedOn && { endedOn }) };
}

function claimedPermit({
  issuerDivision,
  issuedOn,
}: NonNullable<FormDraft['existingPermit']>): ExistingPermit {
  return { status: 'UNKNOWN', ...(issuerDivision && { issuerDivision }), ...(issuedOn && { issuedOn }) };
}

function permitOf(permit: PopulationFacts['permits'][number], form: FormDraft): ExistingPermit {
  const claimed = form.existingPermit?.permitNumber;
  return {
    status: permit.status,
    issuerDivision: permit.issuedBy,
    issuedOn: permit.issuedOn,
    ...(permit.longTerm !== undefined && { longTerm: permit.longTerm }),
    ...(claimed && { numberMatches: claimed === permit.permitNumber }),
  };
}

/** The registry gives the address as text; its township is found by name. */
function rowOf(
  { divisionCode, registeredOn, endedOn, address }: ResidenceRegistration,
  county: CountyDivision,
) {
  const township = townshipsOf(county).find(
    ({ code, name }) => code.startsWith(divisionCode) && address.includes(name),
  );
  return {
    divisionCode,
    registeredOn,
    ...(endedOn && { endedOn }),
    ...(township && { townshipCode: township.code }),
  };
}

function evidenceOf(
  slot: string,
  population: PopulationFacts | undefined,
  materials: readonly MaterialInSlot[],
): Evidence {
  const shared = population?.evidence.some((one) => one.found && `${one.ground}/${one.box}` === slot);
  if (shared) return 'data-sharing';
  return hasPaper(slot, materials) ? 'document' : 'none';
}

function hasPaper(slot: string, materials: readonly MaterialInSlot[]): boolean {
  return materials.some((one) => one.status === 'confirmed' && `${one.ground}/${one.box}` === slot);
}
