import type { NavigateOptions } from '@tanstack/react-router';
import type { Job } from '@/api/queries/jobs';

/** Where what came of a job is shown; null where there is no page for it. */
export function resultOf(job: Job): NavigateOptions | null {
  if (job.state !== 'succeeded') return null;
  const number = (name: string) => {
    const value = (job.result as Record<string, unknown> | undefined)?.[name];
    return typeof value === 'number' ? value : undefined;
  };
  switch (job.kind) {
    case 'accountaudit.run': {
      const audit = number('audit_id');
      return { to: '/findings', search: audit ? { audit } : {} };
    }
    case 'usage.last_accessed': {
      const report = number('report_id');
      return { to: '/usage', search: report ? { report } : {} };
    }
    case 'usage.account':
      return { to: '/usage', search: { view: 'account' } };
    case 'usage.lookup_events':
      return { to: '/usage', search: { view: 'trail' } };
    case 'identitycenter.audit':
      return { to: '/identity-center', search: { view: 'findings' } };
    case 'monitoring.refresh':
      return { to: '/monitoring' };
    case 'agent.run': {
      const run = number('run_id');
      return { to: '/monitoring', search: { view: 'policies', ...(run ? { run } : {}) } };
    }
    default:
      return null;
  }
}
