import type { PolicyFinding } from '@/api/queries/policies';
import { byteIndex } from '@/lib/text-edits';
import type { Remark } from '@/ui/code-editor/code-editor';

/** How grave a finding is, gravest first. */
export const severities = ['error', 'security_warning', 'warning', 'suggestion'] as const;
export type Severity = (typeof severities)[number];

/** The findings, gravest first, then in the order of the text. */
export function inOrder(findings: readonly PolicyFinding[]): PolicyFinding[] {
  return [...findings].sort(
    (a, b) =>
      severities.indexOf(a.type) - severities.indexOf(b.type) ||
      a.offset - b.offset ||
      a.code.localeCompare(b.code),
  );
}

/** How many findings there are of each gravity; those without any are left out. */
export function countBySeverity(findings: readonly PolicyFinding[]): { severity: Severity; count: number }[] {
  return severities
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.type === severity).length }))
    .filter(({ count }) => count > 0);
}

const editorSeverity: Record<Severity, Remark['severity']> = {
  error: 'error',
  security_warning: 'warning',
  warning: 'warning',
  suggestion: 'info',
};

/** The findings as remarks of the editor on the text they were found in. */
export function toRemarks(
  text: string,
  findings: readonly PolicyFinding[],
  onFix: (finding: PolicyFinding) => void,
): Remark[] {
  const at = byteIndex(text);
  return findings.map((finding) => ({
    from: at(finding.offset),
    to: at(finding.offset + finding.length),
    severity: editorSeverity[finding.type],
    message: finding.message,
    ...(finding.fix ? { fix: { title: finding.fix.title, apply: () => onFix(finding) } } : {}),
  }));
}
