// An OpenID provider for tests: the certified implementation oidc-provider, on
// a free port of this machine, with one client. Nobody types a password: the
// request itself says in the header X-Person who signs in, as base64url of JSON
// {"sub", "email", "email_verified", "name", "amr", "acr"}.
//
// It prints its address once it answers, and ends with its standard input.
import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

const { REDIRECT_URI, CLIENT_SECRET, SPARSE_ID_TOKEN } = process.env;
const people = new Map();

process.stdin.on('end', () => process.exit(0)).resume();

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'iam-copilot',
        ...(CLIENT_SECRET ? { client_secret: CLIENT_SECRET } : { token_endpoint_auth_method: 'none' }),
        redirect_uris: [REDIRECT_URI],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub', 'acr', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    // Providers may keep what scopes ask for out of the ID token, for userinfo.
    conformIdTokenClaims: Boolean(SPARSE_ID_TOKEN),
    acrValues: ['urn:example:two'],
    pkce: { required: () => true, methods: ['S256'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => people.has(id) && { accountId: id, claims: () => people.get(id) },
    cookies: { keys: ['for tests only'] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    if (!request.url.startsWith('/interaction/')) {
      answer(request, response);
      return;
    }
    try {
      const { params } = await provider.interactionDetails(request, response);
      const { amr, acr, ...person } = JSON.parse(Buffer.from(request.headers['x-person'], 'base64url').toString());
      if (person.sub === 'declines') {
        await provider.interactionFinished(request, response, { error: 'access_denied' });
        return;
      }
      people.set(person.sub, person);
      const grant = new provider.Grant({ accountId: person.sub, clientId: params.client_id });
      grant.addOIDCScope(params.scope);
      const grantId = await grant.save();
      await provider.interactionFinished(request, response, { login: { accountId: person.sub, amr, acr }, consent: { grantId } });
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  console.log(issuer);
});
