/** The sentence for a sign-in with a provider that did not work, by the server's code. */
const texts = {
  'accounts.sso_state': 'accounts.sso.state',
  'accounts.sso_refused': 'accounts.sso.refused',
  'accounts.sso_unverified': 'accounts.sso.unverified',
  'accounts.sso_domain': 'accounts.sso.domain',
  'accounts.sso_account_there': 'accounts.sso.accountThere',
  'accounts.sso_no_account': 'accounts.sso.noAccount',
  'accounts.sso_elsewhere': 'accounts.sso.elsewhere',
  'accounts.provider_down': 'accounts.sso.down',
} as const;

type Text = (typeof texts)[keyof typeof texts] | 'accounts.sso.other';

/** Where the catalogue has the sentence for a code. */
export function ssoText(code: string): Text {
  return Object.hasOwn(texts, code) ? texts[code as keyof typeof texts] : 'accounts.sso.other';
}

/**
 * What the server tells a browser that comes back from a provider: in the
 * fragment, which browsers send to nobody. It is taken out of the address, so
 * that neither a reload nor the history has it.
 */
export function takeFragment(...names: string[]): Record<string, string> {
  const told = new URLSearchParams(window.location.hash.replace(/^#/, ''));
  const found = Object.fromEntries(names.map((name) => [name, told.get(name) ?? '']));
  if (names.some((name) => told.has(name))) {
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }
  return found;
}
