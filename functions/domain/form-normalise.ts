import { normaliseCitizenId } from './citizen-id.ts';
import { findEthnicGroup } from './ethnic-group.ts';
import type { FormDraft } from './form.ts';
import { normaliseMobileNumber } from './mobile-number.ts';
import { normaliseName } from './person-name.ts';

/**
 * The form as it is kept: numbers without blanks, names with one kind of dot, the ethnic group by its code. What is
 * wrong stays wrong; `checkForm` says so. Applying it twice changes nothing more.
 */
export function normaliseForm(form: FormDraft): FormDraft {
  const { citizenIdNumber, fullName, ethnicGroup, mobilePhone, agent } = form;
  return {
    ...form,
    ...(citizenIdNumber !== undefined && { citizenIdNumber: normaliseCitizenId(citizenIdNumber) }),
    ...(fullName !== undefined && { fullName: normaliseName(fullName) }),
    ...(ethnicGroup !== undefined && { ethnicGroup: findEthnicGroup(ethnicGroup)?.code ?? ethnicGroup }),
    ...(mobilePhone !== undefined && { mobilePhone: normaliseMobileNumber(mobilePhone) }),
    ...(agent !== undefined && {
      agent: {
        ...agent,
        ...(agent.name !== undefined && { name: normaliseName(agent.name) }),
        ...(agent.citizenIdNumber !== undefined && {
          citizenIdNumber: normaliseCitizenId(agent.citizenIdNumber),
        }),
        ...(agent.mobilePhone !== undefined && { mobilePhone: normaliseMobileNumber(agent.mobilePhone) }),
      },
    }),
  };
}
