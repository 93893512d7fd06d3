import type { PolicyType } from '@/api/queries/policies';
import { useKept } from './kept';

/** The checks of the second tab. */
export const checks = ['new', 'granted', 'public'] as const;
export type Check = (typeof checks)[number];

/** What the compare page holds. */
export interface Comparison {
  a: string;
  b: string;
  /** Undefined: the server chooses by what the statements name. */
  policyType: PolicyType | undefined;
  denies: boolean;
  check: Check;
  actions: string[];
  resources: string[];
}

const empty: Comparison = {
  a: '',
  b: '',
  policyType: undefined,
  denies: false,
  check: 'new',
  actions: [],
  resources: [],
};

/** The name under which the page's comparison is kept. */
export const comparisonName = 'comparison';

/** The comparison being worked on, kept while one looks at other pages. */
export function useComparison() {
  return useKept<Comparison>(comparisonName, empty);
}

/** The comparison of two policies of a kind. */
export function comparisonOf(a: string, b: string, policyType: PolicyType): Comparison {
  return { ...empty, a, b, policyType };
}

/** Two policies to start from: the second allows one more thing under one more condition. */
export const exampleComparison = {
  a: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadAndCleanUp",
      "Effect": "Allow",
      "Action": ["s3:Get*", "s3:List*", "s3:DeleteObject"],
      "Resource": ["arn:aws:s3:::quarterly-reports", "arn:aws:s3:::quarterly-reports/*"]
    }
  ]
}
`,
  b: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::quarterly-reports", "arn:aws:s3:::quarterly-reports/*"]
    }
  ]
}
`,
};

/** A bucket policy that lets anybody read, for the check for public access. */
export const examplePublic = {
  a: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Website",
      "Effect": "Allow",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::quarterly-reports/*"
    }
  ]
}
`,
};
