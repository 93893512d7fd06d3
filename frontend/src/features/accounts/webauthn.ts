import type { components } from '@/api/schema';
import { session } from '@/api/session';

type Schemas = components['schemas'];
type Options = Schemas['PasskeyOptions'];
/** What an authenticator made of the server's options. */
export type PasskeyAnswer = Schemas['PasskeyAnswer'];

/** The person, or the browser, ended it: there is no passkey, or it was not shown. */
export class NoPasskey extends Error {
  override readonly name = 'NoPasskey';
}

/** Whether this page can use the passkeys of a domain; never in the desktop window, whose page has none. */
export function canUsePasskeys(domain: string | undefined): boolean {
  return (
    session.home === 'browser' &&
    typeof window.PublicKeyCredential === 'function' &&
    Boolean(domain) &&
    window.location.hostname === domain
  );
}

/** Reads base64url, as "Web Authentication", W3C, has bytes in JSON. */
export function fromBase64Url(text: string): ArrayBuffer {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0)).buffer;
}

/** Writes bytes as base64url, without padding. */
export function toBase64Url(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

interface JsonDescriptor {
  id: string;
  type: 'public-key';
  transports?: AuthenticatorTransport[];
}

type JsonCreation = Omit<PublicKeyCredentialCreationOptions, 'challenge' | 'user' | 'excludeCredentials'> & {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: JsonDescriptor[];
};

type JsonRequest = Omit<PublicKeyCredentialRequestOptions, 'challenge' | 'allowCredentials'> & {
  challenge: string;
  allowCredentials?: JsonDescriptor[];
};

const descriptors = (list: JsonDescriptor[] | undefined): PublicKeyCredentialDescriptor[] =>
  (list ?? []).map((item) => ({ ...item, id: fromBase64Url(item.id) }));

/** Asks the browser; its ways to say no become one. */
async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const made = await ask();
    if (made) return made as PublicKeyCredential;
  } catch (thrown) {
    if (!(thrown instanceof DOMException)) throw thrown;
    throw new NoPasskey(thrown.name, { cause: thrown });
  }
  throw new NoPasskey();
}

const common = (made: PublicKeyCredential) => ({
  id: made.id,
  rawId: toBase64Url(made.rawId),
  type: made.type,
  clientExtensionResults: {},
  ...(made.authenticatorAttachment ? { authenticatorAttachment: made.authenticatorAttachment } : {}),
});

/** Has an authenticator make a passkey; throws NoPasskey when it does not. */
export async function makePasskey(options: Options): Promise<PasskeyAnswer> {
  const json = options.public_key as JsonCreation;
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        ...json,
        challenge: fromBase64Url(json.challenge),
        user: { ...json.user, id: fromBase64Url(json.user.id) },
        excludeCredentials: descriptors(json.excludeCredentials),
      },
    }),
  );
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    ticket: options.ticket,
    credential: {
      ...common(made),
      response: {
        clientDataJSON: toBase64Url(response.clientDataJSON),
        attestationObject: toBase64Url(response.attestationObject),
        transports: response.getTransports(),
      },
    },
  };
}

/** Has an authenticator sign with a passkey; throws NoPasskey when it does not. */
export async function showPasskey(options: Options): Promise<PasskeyAnswer> {
  const json = options.public_key as JsonRequest;
  const made = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        ...json,
        challenge: fromBase64Url(json.challenge),
        allowCredentials: descriptors(json.allowCredentials),
      },
    }),
  );
  const response = made.response as AuthenticatorAssertionResponse;
  return {
    ticket: options.ticket,
    credential: {
      ...common(made),
      response: {
        clientDataJSON: toBase64Url(response.clientDataJSON),
        authenticatorData: toBase64Url(response.authenticatorData),
        signature: toBase64Url(response.signature),
        ...(response.userHandle ? { userHandle: toBase64Url(response.userHandle) } : {}),
      },
    },
  };
}
