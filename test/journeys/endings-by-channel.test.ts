import { everyEnding } from './endings-matrix.ts';

everyEnding(['EXISTING_PERMIT', 'REGISTRATION_TIME']);
