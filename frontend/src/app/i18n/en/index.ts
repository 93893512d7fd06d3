import { first } from './first';
import { signedIn } from './signed-in';

/** Every text of the interface, in English: the catalogue that other languages translate. */
export const en = { ...first, ...signedIn };
