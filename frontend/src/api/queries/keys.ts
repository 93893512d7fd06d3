/** The names under which answers are kept, so that a change knows what it makes stale. */
export const keys = {
  server: ['server'] as const,
  me: ['me'] as const,
  mfa: ['me', 'mfa'] as const,
  tokens: ['me', 'tokens'] as const,
  sessions: ['me', 'sessions'] as const,
  workspaces: ['workspaces'] as const,
  credentials: ['credentials'] as const,
  audit: ['audit'] as const,
  library: ['library'] as const,
  access: ['access'] as const,
  iam: ['iam'] as const,
  organizations: ['organizations'] as const,
  identityCenter: ['identity-center'] as const,
  jobs: ['jobs'] as const,
  monitoring: ['monitoring'] as const,
  accountAudits: ['account-audits'] as const,
};
