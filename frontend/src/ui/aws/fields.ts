import type { PolicyType } from '@/api/queries/policies';

/** What a form asks for, beside the value that it begins with. */
interface Asked<T> {
  label: string;
  initial: T;
  hint?: string;
  /** What is wrong with a value; null when nothing is. */
  check?: (value: T) => string | null;
}

/** A choice of a list. */
export interface Choice {
  value: string;
  label: string;
}

interface Words extends Asked<string> {
  kind: 'text' | 'area';
  max: number;
  placeholder?: string;
}
interface Figure extends Asked<number> {
  kind: 'number';
  min: number;
  max: number;
}
interface Check extends Asked<boolean> {
  kind: 'check';
}
interface Texts extends Asked<string[]> {
  kind: 'texts';
  placeholder?: string;
}
interface Document extends Asked<string> {
  kind: 'document';
  /** What it is checked as; where the form asks for that, too, it is told by the other values. */
  policyType: PolicyType | ((values: Record<string, unknown>) => PolicyType);
}
interface One extends Asked<string> {
  kind: 'one';
  choices: readonly Choice[];
  /** Choices are still on their way. */
  loading?: boolean;
}
interface Many extends Asked<string[]> {
  kind: 'many';
  choices: readonly Choice[];
  loading?: boolean;
}

/** One field of a form that ends in a plan. */
export type Field = Words | Figure | Check | Texts | Document | One | Many;

/** The values of a form by the names of its fields. */
export type ValuesOf<F extends Record<string, Field>> = { [K in keyof F]: F[K]['initial'] };

/** Makes fields; each names what AWS asks for, within AWS's bounds. */
export const field = {
  text: (label: string, max: number, more: Partial<Omit<Words, 'kind'>> = {}): Words => ({
    kind: 'text',
    label,
    max,
    initial: '',
    ...more,
  }),
  area: (label: string, max: number, more: Partial<Omit<Words, 'kind'>> = {}): Words => ({
    kind: 'area',
    label,
    max,
    initial: '',
    ...more,
  }),
  number: (label: string, min: number, max: number, initial: number, hint = ''): Figure => ({
    kind: 'number',
    label,
    min,
    max,
    initial,
    hint,
  }),
  check: (label: string, initial = false): Check => ({ kind: 'check', label, initial }),
  texts: (label: string, hint: string, more: Partial<Omit<Texts, 'kind'>> = {}): Texts => ({
    kind: 'texts',
    label,
    hint,
    initial: [],
    ...more,
  }),
  document: (label: string, policyType: Document['policyType'], initial: string): Document => ({
    kind: 'document',
    label,
    policyType,
    initial,
  }),
  one: (label: string, choices: readonly Choice[], more: Partial<Omit<One, 'kind'>> = {}): One => ({
    kind: 'one',
    label,
    choices,
    initial: '',
    ...more,
  }),
  many: (label: string, choices: readonly Choice[], more: Partial<Omit<Many, 'kind'>> = {}): Many => ({
    kind: 'many',
    label,
    choices,
    initial: [],
    ...more,
  }),
};

/** What names in IAM are made of ("IAM and AWS STS quotas", IAM User Guide). */
export const nameShape = /^[A-Za-z0-9_+=,.@-]+$/;
