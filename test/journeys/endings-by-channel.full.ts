import { everyEnding } from './endings-matrix.ts';

// The other half: each course by each channel with the type of recognition that the daily run leaves out.
everyEnding(['REGISTRATION_TIME', 'EXISTING_PERMIT']);
