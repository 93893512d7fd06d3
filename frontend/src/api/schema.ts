// Made from shared/api/openapi.json by schema-types.js; do not edit.

export interface paths {
  '/api/v1/agent/analyze/{service}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What the newest changes of a service mean for the stored policies; nothing is kept */
    post: operations['post-agent-analyze-service'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent/check-operation/{service}/{operation}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What AWS has of an operation, and which stored policies are about it */
    get: operations['get-agent-check-operation-service-operation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the workspace's policies keep up with AWS */
    get: operations['get-agent-health'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent/planned-changes/{run}/{change}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One change that touches a policy, with the edit that answers it */
    get: operations['get-agent-planned-changes-run-change'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent/planned-changes/{run}/{change}/apply': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Store the edit as a new version of the policy */
    post: operations['post-agent-planned-changes-run-change-apply'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent/planned-changes/{run}/{change}/dismiss': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Leave the policy as it is */
    post: operations['post-agent-planned-changes-run-change-dismiss'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The runs of the agent, newest first */
    get: operations['get-agent-runs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent/runs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One run, with the changes that touch policies */
    get: operations['get-agent-runs-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent/trigger': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Look what AWS's changes mean for the workspace's policies, as a job */
    post: operations['post-agent-trigger'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/audit-log': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What has been done in the workspace, newest first */
    get: operations['get-auth-audit-log'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/audit-log/checkpoint': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A signed note of the newest record, to be kept elsewhere */
    get: operations['get-auth-audit-log-checkpoint'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/audit-log/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything that matches, oldest first, as a file
     * @description The file is made while it is sent: an answer that breaks off is not whole. It ends with the last record before the export, which is itself recorded. In CSV, a field that a spreadsheet could take for a formula (it begins with = + - @, a tab or a line break) begins with an apostrophe.
     */
    get: operations['get-auth-audit-log-export'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/audit-log/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Check that no record was changed, moved or removed */
    get: operations['get-auth-audit-log-verify'];
    put?: never;
    /**
     * Check the records against a checkpoint that was kept elsewhere
     * @description Finds what the records alone cannot show: that the newest ones were removed together with the head of the chain.
     */
    post: operations['post-auth-audit-log-verify'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The workspace's AWS credentials */
    get: operations['get-auth-aws-credentials'];
    put?: never;
    /** Add an AWS credential */
    post: operations['post-auth-aws-credentials'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/assume-role': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Add a role that is assumed with another credential */
    post: operations['post-auth-aws-credentials-assume-role'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/identity-center': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Add a role of IAM Identity Center, and begin the sign-in */
    post: operations['post-auth-aws-credentials-identity-center'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One AWS credential */
    get: operations['get-auth-aws-credentials-id'];
    put?: never;
    post?: never;
    /** Delete an AWS credential */
    delete: operations['delete-auth-aws-credentials-id'];
    options?: never;
    head?: never;
    /** Edit an AWS credential */
    patch: operations['patch-auth-aws-credentials-id'];
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}/default': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Use this credential when a request names none */
    post: operations['post-auth-aws-credentials-id-default'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Change an access key for a new one, or go on with it */
    post: operations['post-auth-aws-credentials-id-rotate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}/rotation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How far the newest rotation of the key has come */
    get: operations['get-auth-aws-credentials-id-rotation'];
    put?: never;
    post?: never;
    /** Take back a rotation whose new key is not in use yet */
    delete: operations['delete-auth-aws-credentials-id-rotation'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Short-lived keys of the credential, narrowed on request */
    post: operations['post-auth-aws-credentials-id-session'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}/sign-in': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the sign-in stands; AWS is asked when it is time to */
    get: operations['get-auth-aws-credentials-id-sign-in'];
    put?: never;
    /** Begin a sign-in to IAM Identity Center */
    post: operations['post-auth-aws-credentials-id-sign-in'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}/sign-in/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The accounts that the sign-in may reach */
    get: operations['get-auth-aws-credentials-id-sign-in-accounts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}/sign-in/complete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End a sign-in with what the browser brought back */
    post: operations['post-auth-aws-credentials-id-sign-in-complete'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}/sign-in/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The roles that the sign-in has in an account */
    get: operations['get-auth-aws-credentials-id-sign-in-roles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What AWS was asked with the credential, by day, operation and person */
    get: operations['get-auth-aws-credentials-id-usage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/aws-credentials/{id}/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ask AWS whose the credential is */
    post: operations['post-auth-aws-credentials-id-verify'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/forgot-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ask for a letter to reset a forgotten password */
    post: operations['post-auth-forgot-password'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sign in */
    post: operations['post-auth-login'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/login/mfa': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Finish signing in with a second factor */
    post: operations['post-auth-login-mfa'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/login/mfa/passkey': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Options for a passkey as the second factor */
    post: operations['post-auth-login-mfa-passkey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/login/passkey': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sign in with a passkey, without a password */
    post: operations['post-auth-login-passkey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/login/passkey/options': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Options for signing in with a passkey */
    post: operations['post-auth-login-passkey-options'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End this session */
    post: operations['post-auth-logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/logout-all': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End every session */
    post: operations['post-auth-logout-all'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who is signed in */
    get: operations['get-auth-me'];
    put?: never;
    post?: never;
    /** Close the account, with its personal workspace and all that holds */
    delete: operations['delete-auth-me'];
    options?: never;
    head?: never;
    /** Change the profile */
    patch: operations['patch-auth-me'];
    trace?: never;
  };
  '/api/v1/auth/me/change-email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Change the address that signs in, once it is proved where that is asked for */
    post: operations['post-auth-me-change-email'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/change-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Change the password; every other session ends */
    post: operations['post-auth-me-change-password'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything that is held of the person, as one JSON document
     * @description Profile, second factor, sessions, names of tokens and passkeys, providers' accounts, workspaces, and what the person did in those, without secrets. An answer that breaks off is not whole.
     */
    get: operations['get-auth-me-export'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/identities': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Providers' accounts that sign in to the account */
    get: operations['get-auth-me-identities'];
    put?: never;
    /** Begin to connect a provider's account */
    post: operations['post-auth-me-identities'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/identities/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Disconnect a provider's account */
    delete: operations['delete-auth-me-identities-id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/mfa': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the second factor stands */
    get: operations['get-auth-me-mfa'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/mfa/recovery-codes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make new recovery codes; the old ones end */
    post: operations['post-auth-me-mfa-recovery-codes'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/mfa/totp': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make the secret of an authenticator app */
    post: operations['post-auth-me-mfa-totp'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/mfa/totp/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Turn the second factor on with a first code; every other session ends */
    post: operations['post-auth-me-mfa-totp-confirm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/mfa/totp/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Turn the second factor off */
    post: operations['post-auth-me-mfa-totp-disable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/passkeys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Passkeys of the account */
    get: operations['get-auth-me-passkeys'];
    put?: never;
    /** Add a passkey; with the first second factor, every other session ends */
    post: operations['post-auth-me-passkeys'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/passkeys/options': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Options for making a passkey */
    post: operations['post-auth-me-passkeys-options'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/passkeys/proof': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Options for proving with a passkey, instead of a code, who is there */
    post: operations['post-auth-me-passkeys-proof'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/passkeys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Delete a passkey */
    delete: operations['delete-auth-me-passkeys-id'];
    options?: never;
    head?: never;
    /** Name a passkey */
    patch: operations['patch-auth-me-passkeys-id'];
    trace?: never;
  };
  '/api/v1/auth/me/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where the account is signed in */
    get: operations['get-auth-me-sessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** End one session */
    delete: operations['delete-auth-me-sessions-id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Personal access tokens that are good */
    get: operations['get-auth-me-tokens'];
    put?: never;
    /** Make a personal access token; it is shown once */
    post: operations['post-auth-me-tokens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me/tokens/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** End a personal access token */
    delete: operations['delete-auth-me-tokens-id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Exchange a refresh token for the next one and a new access token */
    post: operations['post-auth-refresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/register': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Open an account
     * @description On a server that sends mail the account is opened by the link in a letter, and the answer is 202, whether or not the address has an account already.
     */
    post: operations['post-auth-register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/reset-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Set a new password by the link in a letter; every session ends */
    post: operations['post-auth-reset-password'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/sso/exchange': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tokens for the code that a program was given at the end of a sign-in with a provider */
    post: operations['post-auth-sso-exchange'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/sso/{provider}/callback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Come back from a provider */
    get: operations['get-auth-sso-provider-callback'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/sso/{provider}/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Go to a provider to sign in */
    get: operations['get-auth-sso-provider-start'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/verify-email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Prove an address by the link in a letter */
    post: operations['post-auth-verify-email'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/verify-email/resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ask for that letter again */
    post: operations['post-auth-verify-email-resend'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/account': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The numbers and the alias of the AWS account */
    get: operations['get-iam-account'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/account/alias': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Plan the alias of the AWS account */
    put: operations['put-iam-account-alias'];
    post?: never;
    /** Plan to delete the alias of the AWS account */
    delete: operations['delete-iam-account-alias'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/account/credential-report': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** AWS's report on the credentials of all users */
    get: operations['get-iam-account-credential-report'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/account/password-policy': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the AWS account asks of console passwords */
    get: operations['get-iam-account-password-policy'];
    /** Plan changes of the password policy; what is not named stays */
    put: operations['put-iam-account-password-policy'];
    post?: never;
    /** Plan to delete the password policy */
    delete: operations['delete-iam-account-password-policy'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The IAM groups of the AWS account */
    get: operations['get-iam-groups'];
    put?: never;
    /** Plan a new group */
    post: operations['post-iam-groups'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/groups/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One group, with its members and policies */
    get: operations['get-iam-groups-name'];
    put?: never;
    post?: never;
    /** Plan to delete a group, with force and all that hangs on it */
    delete: operations['delete-iam-groups-name'];
    options?: never;
    head?: never;
    /** Plan another name or path of a group */
    patch: operations['patch-iam-groups-name'];
    trace?: never;
  };
  '/api/v1/iam/groups/{name}/inline-policies/{policy_name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An inline policy of a group */
    get: operations['get-iam-groups-name-inline-policies-policy-name'];
    /** Plan an inline policy of a group */
    put: operations['put-iam-groups-name-inline-policies-policy-name'];
    post?: never;
    /** Plan to delete an inline policy of a group */
    delete: operations['delete-iam-groups-name-inline-policies-policy-name'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/groups/{name}/members/{user_name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Plan to put a user into a group */
    put: operations['put-iam-groups-name-members-user-name'];
    post?: never;
    /** Plan to take a user out of a group */
    delete: operations['delete-iam-groups-name-members-user-name'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/instance-profiles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The instance profiles of the AWS account */
    get: operations['get-iam-instance-profiles'];
    put?: never;
    /** Plan a new instance profile */
    post: operations['post-iam-instance-profiles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/instance-profiles/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One instance profile, with its tags */
    get: operations['get-iam-instance-profiles-name'];
    put?: never;
    post?: never;
    /** Plan to delete an instance profile */
    delete: operations['delete-iam-instance-profiles-name'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/instance-profiles/{name}/roles/{role_name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Plan to put a role into an instance profile */
    put: operations['put-iam-instance-profiles-name-roles-role-name'];
    post?: never;
    /** Plan to take a role out of an instance profile */
    delete: operations['delete-iam-instance-profiles-name-roles-role-name'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/instance-profiles/{name}/tags': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Plan the tags of an instance profile */
    patch: operations['patch-iam-instance-profiles-name-tags'];
    trace?: never;
  };
  '/api/v1/iam/policies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The managed policies that the AWS account can use */
    get: operations['get-iam-policies'];
    put?: never;
    /** Plan a new managed policy */
    post: operations['post-iam-policies'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/policy': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One managed policy, with document, versions and tags */
    get: operations['get-iam-policy'];
    put?: never;
    post?: never;
    /** Plan to delete a managed policy, with force detaching it first */
    delete: operations['delete-iam-policy'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/policy/attach': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan to attach a managed policy to a user, group or role */
    post: operations['post-iam-policy-attach'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/policy/detach': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan to detach a managed policy */
    post: operations['post-iam-policy-detach'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/policy/entities': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who has a managed policy, attached or as a boundary */
    get: operations['get-iam-policy-entities'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/policy/tags': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Plan the tags of a managed policy */
    patch: operations['patch-iam-policy-tags'];
    trace?: never;
  };
  '/api/v1/iam/policy/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The versions of a managed policy */
    get: operations['get-iam-policy-versions'];
    put?: never;
    /** Plan a new version of a managed policy */
    post: operations['post-iam-policy-versions'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/policy/versions/{version_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One version of a managed policy */
    get: operations['get-iam-policy-versions-version-id'];
    put?: never;
    post?: never;
    /** Plan to delete a version of a managed policy */
    delete: operations['delete-iam-policy-versions-version-id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/policy/versions/{version_id}/default': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan to put a version of a managed policy in force */
    post: operations['post-iam-policy-versions-version-id-default'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/required-permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What a credential must allow for features, as a policy */
    get: operations['get-iam-required-permissions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The IAM roles of the AWS account */
    get: operations['get-iam-roles'];
    put?: never;
    /** Plan a new role */
    post: operations['post-iam-roles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/roles/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One role, with trust policy, policies, boundary, tags and instance profiles */
    get: operations['get-iam-roles-name'];
    put?: never;
    post?: never;
    /** Plan to delete a role, with force and all that hangs on it */
    delete: operations['delete-iam-roles-name'];
    options?: never;
    head?: never;
    /** Plan another trust policy, description or longest session of a role */
    patch: operations['patch-iam-roles-name'];
    trace?: never;
  };
  '/api/v1/iam/roles/{name}/inline-policies/{policy_name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An inline policy of a role */
    get: operations['get-iam-roles-name-inline-policies-policy-name'];
    /** Plan an inline policy of a role */
    put: operations['put-iam-roles-name-inline-policies-policy-name'];
    post?: never;
    /** Plan to delete an inline policy of a role */
    delete: operations['delete-iam-roles-name-inline-policies-policy-name'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/roles/{name}/permissions-boundary': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Plan the permissions boundary of a role */
    put: operations['put-iam-roles-name-permissions-boundary'];
    post?: never;
    /** Plan to remove the permissions boundary of a role */
    delete: operations['delete-iam-roles-name-permissions-boundary'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/roles/{name}/tags': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Plan the tags of a role */
    patch: operations['patch-iam-roles-name-tags'];
    trace?: never;
  };
  '/api/v1/iam/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The IAM users of the AWS account */
    get: operations['get-iam-users'];
    put?: never;
    /** Plan a new user */
    post: operations['post-iam-users'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/users/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Plan to delete a user, with force and all that hangs on it */
    delete: operations['delete-iam-users-name'];
    options?: never;
    head?: never;
    /** Plan another name or path of a user */
    patch: operations['patch-iam-users-name'];
    trace?: never;
  };
  '/api/v1/iam/users/{name}/access-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The access keys of a user, with their last use */
    get: operations['get-iam-users-name-access-keys'];
    put?: never;
    /** Plan an access key */
    post: operations['post-iam-users-name-access-keys'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/users/{name}/access-keys/{access_key_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Plan to delete an access key */
    delete: operations['delete-iam-users-name-access-keys-access-key-id'];
    options?: never;
    head?: never;
    /** Plan to switch an access key on or off */
    patch: operations['patch-iam-users-name-access-keys-access-key-id'];
    trace?: never;
  };
  '/api/v1/iam/users/{name}/access-keys/{access_key_id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan a step of replacing an access key */
    post: operations['post-iam-users-name-access-keys-access-key-id-rotate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/users/{name}/inline-policies/{policy_name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An inline policy of a user */
    get: operations['get-iam-users-name-inline-policies-policy-name'];
    /** Plan an inline policy of a user */
    put: operations['put-iam-users-name-inline-policies-policy-name'];
    post?: never;
    /** Plan to delete an inline policy of a user */
    delete: operations['delete-iam-users-name-inline-policies-policy-name'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/users/{name}/login-profile': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Plan another console password */
    put: operations['put-iam-users-name-login-profile'];
    /** Plan a console password */
    post: operations['post-iam-users-name-login-profile'];
    /** Plan to delete a console password */
    delete: operations['delete-iam-users-name-login-profile'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/users/{name}/mfa-devices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The MFA devices of a user */
    get: operations['get-iam-users-name-mfa-devices'];
    put?: never;
    post?: never;
    /** Plan to take an MFA device from a user */
    delete: operations['delete-iam-users-name-mfa-devices'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/users/{name}/permissions-boundary': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Plan the permissions boundary of a user */
    put: operations['put-iam-users-name-permissions-boundary'];
    post?: never;
    /** Plan to remove the permissions boundary of a user */
    delete: operations['delete-iam-users-name-permissions-boundary'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/iam/users/{name}/tags': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Plan the tags of a user */
    patch: operations['patch-iam-users-name-tags'];
    trace?: never;
  };
  '/api/v1/iam/users/{user_name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One IAM user, with groups, policies, keys, MFA devices and tags */
    get: operations['get-iam-users-user-name'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-center': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The instances of IAM Identity Center in the credential's Region */
    get: operations['get-identity-center'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-center/assignments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Assignments of an account, a permission set, a person or a group */
    get: operations['get-identity-center-assignments'];
    put?: never;
    /** Plan to give a permission set to somebody in accounts */
    post: operations['post-identity-center-assignments'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-center/assignments/remove': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan to take a permission set away from somebody in accounts */
    post: operations['post-identity-center-assignments-remove'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-center/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Begin to look through IAM Identity Center; the job's result is the audit */
    post: operations['post-identity-center-audit'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-center/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The groups of the identity store */
    get: operations['get-identity-center-groups'];
    put?: never;
    /** Plan a new group */
    post: operations['post-identity-center-groups'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-center/groups/{group_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One group with its members */
    get: operations['get-identity-center-groups-group-id'];
    put?: never;
    post?: never;
    /** Plan to delete a group */
    delete: operations['delete-identity-center-groups-group-id'];
    options?: never;
    head?: never;
    /** Plan a change of a group */
    patch: operations['patch-identity-center-groups-group-id'];
    trace?: never;
  };
  '/api/v1/identity-center/groups/{group_id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan who joins and leaves a group */
    post: operations['post-identity-center-groups-group-id-members'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-center/permission-sets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The permission sets */
    get: operations['get-identity-center-permission-sets'];
    put?: never;
    /** Plan a new permission set */
    post: operations['post-identity-center-permission-sets'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-center/permission-sets/{permission_set_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One permission set with all that makes it */
    get: operations['get-identity-center-permission-sets-permission-set-id'];
    put?: never;
    post?: never;
    /** Plan to delete a permission set */
    delete: operations['delete-identity-center-permission-sets-permission-set-id'];
    options?: never;
    head?: never;
    /** Plan what a permission set shall be */
    patch: operations['patch-identity-center-permission-sets-permission-set-id'];
    trace?: never;
  };
  '/api/v1/identity-center/permission-sets/{permission_set_id}/provision': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan to bring a permission set to the accounts that have it */
    post: operations['post-identity-center-permission-sets-permission-set-id-provision'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-center/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The people of the identity store */
    get: operations['get-identity-center-users'];
    put?: never;
    /** Plan a new person */
    post: operations['post-identity-center-users'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/identity-center/users/{user_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One person with groups */
    get: operations['get-identity-center-users-user-id'];
    put?: never;
    post?: never;
    /** Plan to delete a person */
    delete: operations['delete-identity-center-users-user-id'];
    options?: never;
    head?: never;
    /** Plan a change of a person */
    patch: operations['patch-identity-center-users-user-id'];
    trace?: never;
  };
  '/api/v1/identity-center/users/{user_id}/access': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What a person can do in which account */
    get: operations['get-identity-center-users-user-id-access'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/info': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What this server is */
    get: operations['get-info'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/invitations/accept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Join by an invitation's link */
    post: operations['post-invitations-accept'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/invitations/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What an invitation's link is about */
    post: operations['post-invitations-preview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List jobs, newest first */
    get: operations['get-jobs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow the workspace's jobs
     * @description Server-sent events: each is a job as it is now. Follows while the client asks for text/event-stream, the session lives and 15 minutes have not passed; connect again with Last-Event-ID. A client that asks for anything else gets what there is now.
     */
    get: operations['get-jobs-events'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show a job */
    get: operations['get-jobs-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Cancel a job */
    post: operations['post-jobs-id-cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow a job
     * @description Server-sent events: each is a job as it is now. Follows while the client asks for text/event-stream, the session lives and 15 minutes have not passed; connect again with Last-Event-ID. A client that asks for anything else gets what there is now.
     */
    get: operations['get-jobs-id-events'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/monitoring/breaking-changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What AWS changed that can break policies */
    get: operations['get-monitoring-breaking-changes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/monitoring/changes/{service}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What AWS changed in a service */
    get: operations['get-monitoring-changes-service'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/monitoring/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether AWS's changes are being followed */
    get: operations['get-monitoring-health'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/monitoring/latest-report': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What AWS changed last */
    get: operations['get-monitoring-latest-report'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/monitoring/reports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The reports of what AWS changed, newest first */
    get: operations['get-monitoring-reports'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/monitoring/reports/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One report, with what changed */
    get: operations['get-monitoring-reports-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/monitoring/trigger': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Read AWS's service reference now, as a job */
    post: operations['post-monitoring-trigger'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The organization that the AWS account belongs to */
    get: operations['get-organizations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The accounts of the organization */
    get: operations['get-organizations-accounts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations/accounts/{account_id}/effective-policies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every policy of the organization that acts on an account, level by level */
    get: operations['get-organizations-accounts-account-id-effective-policies'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What about the organization should be looked at */
    post: operations['post-organizations-audit'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations/policies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The policies of the organization */
    get: operations['get-organizations-policies'];
    put?: never;
    /** Plan a new SCP or RCP */
    post: operations['post-organizations-policies'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations/policies/{policy_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One policy with its document, its targets and what the linter says */
    get: operations['get-organizations-policies-policy-id'];
    put?: never;
    post?: never;
    /** Plan to delete an SCP or RCP */
    delete: operations['delete-organizations-policies-policy-id'];
    options?: never;
    head?: never;
    /** Plan a change of an SCP or RCP */
    patch: operations['patch-organizations-policies-policy-id'];
    trace?: never;
  };
  '/api/v1/organizations/policies/{policy_id}/attach': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan to attach an SCP or RCP to a root, organizational unit or account */
    post: operations['post-organizations-policies-policy-id-attach'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations/policies/{policy_id}/detach': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan to detach an SCP or RCP */
    post: operations['post-organizations-policies-policy-id-detach'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations/scp-preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Which real calls a change of SCPs would deny */
    post: operations['post-organizations-scp-preview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations/tree': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every root, organizational unit and account, with what is attached to each */
    get: operations['get-organizations-tree'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/plans': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The workspace's plans, newest first */
    get: operations['get-plans'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/plans/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One plan with its steps */
    get: operations['get-plans-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/plans/{id}/apply': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Apply a plan by its hash
     * @description Refused with 409 plan.drift when the account has changed since. When AWS refuses before anything is done, the answer is that refusal; when some steps are done, the plan's state is failed_partially, and applying again goes on behind them. A state of applying means that time ran out between two steps: apply again.
     */
    post: operations['post-plans-id-apply'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/plans/{id}/undo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan to take back what a plan has done */
    post: operations['post-plans-id-undo'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The workspace's stored policies */
    get: operations['get-policies'];
    put?: never;
    /** Store a policy */
    post: operations['post-policies'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/access-graph': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The same of a snapshot, or of the account that the credential is of */
    post: operations['post-policies-access-graph'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/access-graph/{account}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the principals of an AWS account get to each other, and to controlling it */
    get: operations['get-policies-access-graph-account'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/account-outline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The users and roles of an AWS account */
    post: operations['post-policies-account-outline'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List audits of AWS accounts, newest first */
    get: operations['get-policies-audit'];
    put?: never;
    /** Audit the AWS account of a credential, as a job */
    post: operations['post-policies-audit'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/audit/exceptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the exceptions that hold */
    get: operations['get-policies-audit-exceptions'];
    put?: never;
    /** Make an exception from a finding */
    post: operations['post-policies-audit-exceptions'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/audit/exceptions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** End an exception */
    delete: operations['delete-policies-audit-exceptions-id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/audit/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show an audit with its findings, the worst first */
    get: operations['get-policies-audit-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/check-access-not-granted': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Check that a policy does not allow some actions or resources */
    post: operations['post-policies-check-access-not-granted'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/check-no-new-access': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Check that a policy allows nothing that the one it replaces does not */
    post: operations['post-policies-check-no-new-access'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/check-no-public-access': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Check that a resource-based policy is not public */
    post: operations['post-policies-check-no-public-access'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/compare': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tell how two policies relate by what they allow */
    post: operations['post-policies-compare'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/complete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say what can stand at a place of a policy */
    post: operations['post-policies-complete'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/expand': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Write the action patterns of a policy out */
    post: operations['post-policies-expand'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/explain-denial': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Explain an access denied message, and the smallest change that would allow the request */
    post: operations['post-policies-explain-denial'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/exposures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tell who outside an AWS account gets in */
    post: operations['post-policies-exposures'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/generate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Write a least-privilege policy from a sentence */
    post: operations['post-policies-generate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/hover': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Explain what stands at a place of a policy */
    post: operations['post-policies-hover'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/shrink': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Write a policy in the fewest characters */
    post: operations['post-policies-shrink'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/simulate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Decide a request by the policies that come with it */
    post: operations['post-policies-simulate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/snapshots': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List what audits have read of accounts, newest first */
    get: operations['get-policies-snapshots'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/snapshots/compare': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** How access in an AWS account changed between two snapshots */
    post: operations['post-policies-snapshots-compare'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/snapshots/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Forget what an audit has read of an account */
    delete: operations['delete-policies-snapshots-id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/split': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Write a policy as several that each fit a quota */
    post: operations['post-policies-split'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/tidy': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Remove what is redundant in a policy */
    post: operations['post-policies-tidy'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/validate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Check a policy */
    post: operations['post-policies-validate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/what-can': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tell what a user or role of an AWS account can do */
    post: operations['post-policies-what-can'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/who-can': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tell who in an AWS account can do something */
    post: operations['post-policies-who-can'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One stored policy with its newest document */
    get: operations['get-policies-id'];
    put?: never;
    post?: never;
    /** Delete a stored policy with its history */
    delete: operations['delete-policies-id'];
    options?: never;
    head?: never;
    /** Change name, description or cases of a stored policy */
    patch: operations['patch-policies-id'];
    trace?: never;
  };
  '/api/v1/policies/{id}/apply': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Apply a plan that deploys a stored policy */
    post: operations['post-policies-id-apply'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/{id}/plan': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan to put a stored policy into the AWS account */
    post: operations['post-policies-id-plan'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/{id}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make the document of an old version the newest again */
    post: operations['post-policies-id-restore'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/{id}/tests/run': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Try a policy, or an edit of it, with its cases */
    post: operations['post-policies-id-tests-run'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/{id}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The history of a stored policy, newest first */
    get: operations['get-policies-id-versions'];
    put?: never;
    /** Store a new version of a policy */
    post: operations['post-policies-id-versions'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/{id}/versions/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One version of a stored policy */
    get: operations['get-policies-id-versions-version'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policies/{id}/versions/{version}/compare': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell how two versions of a policy relate by what they allow */
    get: operations['get-policies-id-versions-version-compare'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policy-validation/condition-keys/operators': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the condition operators */
    get: operations['get-policy-validation-condition-keys-operators'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policy-validation/condition-keys/suggest': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** List the condition keys of actions */
    post: operations['post-policy-validation-condition-keys-suggest'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policy-validation/permissions-boundary/delete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan to remove a permissions boundary, at its address of the earlier system */
    post: operations['post-policy-validation-permissions-boundary-delete'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policy-validation/permissions-boundary/set': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan a permissions boundary, at its address of the earlier system */
    post: operations['post-policy-validation-permissions-boundary-set'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policy-validation/validate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Check a policy, at its address of the earlier system */
    post: operations['post-policy-validation-validate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/policy-validation/validate-condition': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Check one condition */
    post: operations['post-policy-validation-validate-condition'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List reports of use, newest first */
    get: operations['get-usage'];
    put?: never;
    /** Find out, as a job, what a user or role has used, and what it could do without */
    post: operations['post-usage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List runs over accounts, newest first */
    get: operations['get-usage-accounts'];
    put?: never;
    /** Find out, as a job, what all users and roles of an AWS account have used */
    post: operations['post-usage-accounts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/accounts/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show what is not used in an account, the heaviest first */
    get: operations['get-usage-accounts-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/accounts/{id}/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Export what a run found, as a table or as lines of JSON */
    get: operations['get-usage-accounts-id-export'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/accounts/{id}/principals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List what the users and roles of a run do not use, the heaviest first */
    get: operations['get-usage-accounts-id-principals'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/activity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List what principals did, by CloudTrail */
    get: operations['get-usage-activity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/events/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the accounts of which CloudTrail has told */
    get: operations['get-usage-events-accounts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/events/accounts/{account}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Forget what CloudTrail told of an account */
    delete: operations['delete-usage-events-accounts-account'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/events/files': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Count what log files of CloudTrail tell */
    post: operations['post-usage-events-files'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/events/lookup': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Read CloudTrail's event history, as a job */
    post: operations['post-usage-events-lookup'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show what a user or role has used, with smaller policies */
    get: operations['get-usage-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The workspaces that you are a member of */
    get: operations['get-workspaces'];
    put?: never;
    /** Make a workspace */
    post: operations['post-workspaces'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces/{workspace_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One workspace */
    get: operations['get-workspaces-workspace-id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Rename it, or ask for two-factor sign-in */
    patch: operations['patch-workspaces-workspace-id'];
    trace?: never;
  };
  '/api/v1/workspaces/{workspace_id}/delete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Delete it with all it holds */
    post: operations['post-workspaces-workspace-id-delete'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces/{workspace_id}/invitations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Its open invitations */
    get: operations['get-workspaces-workspace-id-invitations'];
    put?: never;
    /** Invite somebody */
    post: operations['post-workspaces-workspace-id-invitations'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces/{workspace_id}/invitations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Take an invitation back */
    delete: operations['delete-workspaces-workspace-id-invitations-id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces/{workspace_id}/invitations/{id}/resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Send an invitation again */
    post: operations['post-workspaces-workspace-id-invitations-id-resend'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces/{workspace_id}/leave': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Leave it */
    post: operations['post-workspaces-workspace-id-leave'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces/{workspace_id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Its members */
    get: operations['get-workspaces-workspace-id-members'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces/{workspace_id}/members/{user_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Remove a member, at once */
    delete: operations['delete-workspaces-workspace-id-members-user-id'];
    options?: never;
    head?: never;
    /** Give a member another role */
    patch: operations['patch-workspaces-workspace-id-members-user-id'];
    trace?: never;
  };
  '/api/v1/workspaces/{workspace_id}/transfer': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hand it over to another member */
    post: operations['post-workspaces-workspace-id-transfer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AWSProblem: {
      /** @description AWS account of the credential, where it is known */
      account_id?: string;
      /**
       * @description AWS's error code
       * @example InvalidClientTokenId
       */
      code: string;
      /** @description AWS's message */
      message: string;
      /** @example GetCallerIdentity */
      operation: string;
      /** @description AWS's request id */
      request_id?: string;
      /** @example STS */
      service: string;
    };
    AccessChange: {
      actions: string[];
      after: string;
      before: string;
      conditions: components['schemas']['AccessCondition'][];
      example: string;
      resource: string;
    };
    AccessCheck: {
      message: string;
      /** @description For check-no-new-access, where it was asked for */
      online?: components['schemas']['OnlineAccessCheck'];
      /**
       * @description FAIL when the policy allows what it should not
       * @enum {string}
       */
      result: 'PASS' | 'FAIL' | 'UNKNOWN';
      /** @description A request that the policy allows and should not */
      witness?: components['schemas']['PolicyWitness'];
    };
    AccessCondition: {
      /**
       * @description With Allow the condition must be met, with Deny it must not
       * @enum {string}
       */
      effect: 'Allow' | 'Deny';
      key: string;
      operator?: string;
      policy_id?: string;
      /** @description The resource pattern that the key stands in as a policy variable */
      resource?: string;
      /** Format: int64 */
      statement_index: number;
      values?: string[] | null;
    };
    AccessGrant: {
      /** @description All of a service are written s3:* */
      actions: string[];
      conditions: components['schemas']['AccessCondition'][];
      /** @description Statements that take some of it away again */
      except?: components['schemas']['AccessScope'][] | null;
      /** @description Each must allow as well */
      limits?: components['schemas']['AccessLimit'][] | null;
      not_resources?: string[] | null;
      /** @description The values with wildcards that name them */
      patterns?: string[] | null;
      /** @description Patterns; all resources when there are none */
      resources?: string[] | null;
      statement: components['schemas']['AccessStatement'];
    };
    AccessGraph: {
      account: string;
      administrators: components['schemas']['AccountAdministrator'][];
      edges: components['schemas']['EscalationStep'][];
      /** @description The shortest way of everybody else who can become an administrator, the certain ones first */
      escalations: components['schemas']['Escalation'][];
      nodes: components['schemas']['AccessNode'][];
      /** @description What was not looked into */
      notes?: string[] | null;
      /** @description Ways in from outside that lead to an administrator */
      outside: components['schemas']['OutsideEscalation'][];
      unknown: components['schemas']['UnresolvedPrincipal'][];
    };
    AccessKeyStatusRequest: {
      /** @enum {string} */
      status: 'Active' | 'Inactive';
    };
    AccessLimit: {
      /** @description Statements of which one must allow; empty when the policy is not known */
      any_of?: components['schemas']['AccessScope'][] | null;
      /** @example permissions boundary */
      by: string;
    };
    AccessNode: {
      administrator: boolean;
      /** @description It can become an administrator */
      escalates: boolean;
      /** @description ARN; of a caller outside, what the policy names */
      id: string;
      /** @enum {string} */
      type: 'user' | 'role' | 'outside';
    };
    AccessScope: {
      conditions: components['schemas']['AccessCondition'][];
      not_resources?: string[] | null;
      resources?: string[] | null;
      statement: components['schemas']['AccessStatement'];
      /** @description The resource whose policy it is of: it is about that, and what is in it, only */
      within?: string;
    };
    AccessStatement: {
      attached_to?: string;
      effect: string;
      /**
       * Format: int64
       * @description Of an SCP or RCP: 0 is the root
       */
      level?: number;
      policy_id?: string;
      policy_type: string;
      sid?: string;
      /** Format: int64 */
      statement_index: number;
    };
    AccessToken: {
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: int64 */
      id: number;
      /**
       * Format: date-time
       * @description To the minute; null while it has not been used
       */
      last_used_at: string | null;
      last_used_ip: string;
      name: string;
      /**
       * @description How the token begins
       * @example iamcopilot_pat_4fQz…
       */
      preview: string;
      /** @description Permissions that it has, as far as its owner's role has them */
      scopes: string[];
      /**
       * Format: int64
       * @description The one workspace it is good for; null: all of its owner's
       */
      workspace_id: number | null;
    };
    AccessTokenList: {
      items: components['schemas']['AccessToken'][];
      next_cursor: string;
    };
    AccountAdministrator: {
      assigned_to?: string[] | null;
      conditions: components['schemas']['AccessCondition'][];
      principal_arn: string;
    };
    AccountAliasRequest: {
      alias: string;
    };
    AccountAudit: {
      account_id: string;
      /**
       * Format: date-time
       * @description The time that ages are judged by
       */
      at: string;
      checks: components['schemas']['AuditCheck'][];
      /** Format: int64 */
      credential_id: number;
      /**
       * Format: int64
       * @description Findings for which an exception holds now
       */
      excepted: number;
      /** @description Those there are, exceptions included */
      findings: components['schemas']['FindingTally'];
      /** Format: date-time */
      finished_at: string;
      /** Format: int64 */
      fixed: number;
      /** Format: int64 */
      groups: number;
      /** Format: int64 */
      id: number;
      items: components['schemas']['AuditFinding'][];
      /** Format: int64 */
      job_id: number;
      /** Format: int64 */
      new: number;
      next_cursor: string;
      /**
       * Format: int64
       * @description Checks that could not be made: that is not the same as fine
       */
      not_checked: number;
      /** @description What the audit takes for granted */
      notes: string[];
      /** Format: int64 */
      policies: number;
      /**
       * Format: int64
       * @description The audit of the account that it was compared with; null at the first
       */
      previous_id: number | null;
      /** Format: int64 */
      roles: number;
      /** @description E-mail address */
      started_by: string;
      /** Format: int64 */
      unchanged: number;
      /** Format: int64 */
      users: number;
    };
    AccountAuditList: {
      items: components['schemas']['AccountAuditSummary'][];
      next_cursor: string;
    };
    AccountAuditSummary: {
      account_id: string;
      /**
       * Format: date-time
       * @description The time that ages are judged by
       */
      at: string;
      /** Format: int64 */
      credential_id: number;
      /** @description Those there are, exceptions included */
      findings: components['schemas']['FindingTally'];
      /** Format: date-time */
      finished_at: string;
      /** Format: int64 */
      fixed: number;
      /** Format: int64 */
      groups: number;
      /** Format: int64 */
      id: number;
      /** Format: int64 */
      job_id: number;
      /** Format: int64 */
      new: number;
      /**
       * Format: int64
       * @description Checks that could not be made: that is not the same as fine
       */
      not_checked: number;
      /** Format: int64 */
      policies: number;
      /**
       * Format: int64
       * @description The audit of the account that it was compared with; null at the first
       */
      previous_id: number | null;
      /** Format: int64 */
      roles: number;
      /** @description E-mail address */
      started_by: string;
      /** Format: int64 */
      unchanged: number;
      /** Format: int64 */
      users: number;
    };
    AccountDiff: {
      /** @description What the changes mean, for each principal whose access changed */
      access: components['schemas']['PrincipalChange'][];
      account: string;
      attachments: components['schemas']['LinkChanges'];
      exposures: components['schemas']['ExposureChanges'];
      groups: components['schemas']['NameChanges'];
      /** @description What changed above the account: scps, rcps */
      organization: string[];
      policies: components['schemas']['NameChanges'];
      /** @description Users and roles, by ARN; changed are roles with another trust policy */
      principals: components['schemas']['NameChanges'];
    };
    AccountExposure: {
      actions: string[];
      conditions: components['schemas']['AccessCondition'][];
      principal: string;
      /** @enum {string} */
      reach: 'public' | 'organization' | 'account' | 'federated' | 'canonical' | 'service';
      resource: string;
      statements: components['schemas']['AccessStatement'][];
    };
    AccountExposures: {
      account: string;
      exposures: components['schemas']['AccountExposure'][];
    };
    AccountOutline: {
      account: string;
      /** @description Users and roles, by ARN */
      principals: components['schemas']['AccountPrincipal'][];
      /**
       * Format: date-time
       * @description When AWS was asked; of a snapshot, now
       */
      read_at: string;
    };
    AccountOutlineRequest: {
      /** @description Ask AWS even when the account was read within the last five minutes */
      read_again?: boolean;
      /** @description Output of GetAccountAuthorizationDetails, or a list of its pages, with sections of ours; when left out, the account is read with the credential */
      snapshot?: unknown;
      /**
       * Format: int64
       * @description Number of a snapshot that an audit has kept, instead
       */
      snapshot_id?: number;
    };
    AccountPrincipal: {
      name: string;
      principal_arn: string;
      /** @enum {string} */
      type: 'user' | 'role';
    };
    AccountSnapshot: {
      account_id: string;
      /** Format: date-time */
      at: string;
      /** Format: int64 */
      audit_id: number;
      /** Format: int64 */
      groups: number;
      /** Format: int64 */
      id: number;
      /** Format: int64 */
      policies: number;
      /** Format: int64 */
      roles: number;
      /**
       * Format: int64
       * @description Bytes that are kept
       */
      size: number;
      /** Format: int64 */
      users: number;
    };
    AccountSnapshotList: {
      items: components['schemas']['AccountSnapshot'][];
      next_cursor: string;
    };
    AccountUsage: {
      account_id: string;
      /** @description The heaviest first, at most 500 */
      actions: components['schemas']['UnusedAction'][];
      /**
       * Format: date-time
       * @description The time that use is judged by
       */
      at: string;
      change: components['schemas']['AccountUsageChange'];
      /** Format: int64 */
      credential_id: number;
      /** Format: int64 */
      days: number;
      /**
       * Format: date-time
       * @description null: it is under way, or has failed
       */
      finished_at: string | null;
      /** Format: int64 */
      id: number;
      /** Format: int64 */
      job_id: number;
      notes: string[];
      /**
       * Format: int64
       * @description The run of the account that it was compared with
       */
      previous_id: number | null;
      /**
       * Format: int64
       * @description That were asked about so far
       */
      principals: number;
      /** @description The heaviest first */
      services: components['schemas']['UnusedService'][];
      /** @description E-mail address */
      started_by: string;
      /** Format: int64 */
      unused_principals: number;
    };
    AccountUsageChange: {
      /** @description ARNs of principals that were not there; at most 200 of each */
      added: string[];
      became_unused: string[];
      gone: string[];
      /**
       * Format: int64
       * @description Principals that have less that they do not use
       */
      less: number;
      /** Format: int64 */
      more: number;
      used_again: string[];
    };
    AccountUsageList: {
      items: components['schemas']['AccountUsageSummary'][];
      next_cursor: string;
    };
    AccountUsageSummary: {
      account_id: string;
      /**
       * Format: date-time
       * @description The time that use is judged by
       */
      at: string;
      /** Format: int64 */
      credential_id: number;
      /** Format: int64 */
      days: number;
      /**
       * Format: date-time
       * @description null: it is under way, or has failed
       */
      finished_at: string | null;
      /** Format: int64 */
      id: number;
      /** Format: int64 */
      job_id: number;
      /**
       * Format: int64
       * @description The run of the account that it was compared with
       */
      previous_id: number | null;
      /**
       * Format: int64
       * @description That were asked about so far
       */
      principals: number;
      /** @description E-mail address */
      started_by: string;
      /** Format: int64 */
      unused_principals: number;
    };
    ActiveAccount: {
      account_id: string;
      /** Format: int64 */
      actions: number;
      /** Format: int64 */
      principals: number;
      trail: components['schemas']['UsageCoverage'];
      /** Format: date-time */
      updated_at: string;
    };
    ActiveAccountList: {
      items: components['schemas']['ActiveAccount'][];
    };
    Activity: {
      account_id: string;
      /** @description The IAM action, which may be called otherwise than CloudTrail's event */
      action: string;
      /**
       * Format: int64
       * @description How often AWS denied it, which is no use
       */
      denied: number;
      /** Format: date-time */
      first: string;
      /** @description Who tells: event_history, files */
      from: string[];
      /** Format: int64 */
      id: number;
      /** @enum {string} */
      kind: 'user' | 'role' | 'root' | 'service' | 'federated';
      /** Format: date-time */
      last: string;
      /** Format: date-time */
      last_denied: string | null;
      /**
       * Format: date-time
       * @description null: it was always denied
       */
      last_used: string | null;
      /** @description There are more resources than are listed, or some are not told */
      many: boolean;
      /** @description User or role, the role of a session; a service by its name */
      principal_arn: string;
      regions: string[];
      resources: string[];
      /**
       * Format: int64
       * @description How often
       */
      used: number;
    };
    ActivityList: {
      items: components['schemas']['Activity'][];
      next_cursor: string;
    };
    AddCredentialRequest: {
      /** @description AKIA… for a long-term key, ASIA… for a temporary one */
      access_key_id: string;
      /** @description Filled in by verify when left out */
      aws_account_id?: string;
      /** @description us-east-1 when left out */
      aws_region?: string;
      /**
       * Format: date-time
       * @description When the session token ends, where that is known; only with a temporary key
       */
      expires_at?: string;
      /** @description Used when a request names no credential; the first one always is */
      is_default?: boolean;
      /**
       * @description Unique in the workspace
       * @example Production AWS
       */
      label: string;
      /** @description With one, whole sessions of the key take a code of this device of its IAM user; only with a long-term key */
      mfa_serial?: string;
      secret_access_key: string;
      /** @description Needed with a temporary key (ASIA…) */
      session_token?: string;
      /** @description At most 50 */
      tags?: {
        [key: string]: string;
      };
    };
    AddIdentityCenterRequest: {
      /** @description Can be chosen after the sign-in */
      account_id?: string;
      /** @description Where AWS is called; sso_region when left out */
      aws_region?: string;
      /**
       * @description device (when left out): with a code, in any browser; browser: with PKCE, in a browser on the computer that redirect_uri leads back to
       * @enum {string}
       */
      flow?: 'device' | 'browser';
      /** @description Used when a request names no credential */
      is_default?: boolean;
      /**
       * @description Unique in the workspace
       * @example Production by Identity Center
       */
      label: string;
      /** @description Only with browser */
      redirect_uri?: string;
      /** @description Can be chosen after the sign-in */
      role_name?: string;
      /** @description Where Identity Center is */
      sso_region: string;
      /** @example https://d-1234567890.awsapps.com/start */
      start_url: string;
      /** @description At most 50 */
      tags?: {
        [key: string]: string;
      };
    };
    AddPasskeyRequest: {
      /** @description The PublicKeyCredential as its toJSON() gives it */
      credential: unknown;
      /** @description For its owner to tell it from others */
      name: string;
      ticket: string;
    };
    AddPolicyVersionRequest: {
      /**
       * Format: int64
       * @description The version that was edited: refused when somebody has stored another one since
       */
      base: number;
      /** @description What changed, and why */
      comment?: string;
      /** @description A JSON object, or a string that holds JSON text, which is kept as it is written */
      document: unknown;
    };
    AddRoleCredentialRequest: {
      /** @description That of the base when left out */
      aws_region?: string;
      /**
       * Format: int64
       * @description What it is assumed with: an access key, a role of IAM Identity Center, or another role. At most four roles are assumed one with another
       */
      base_credential_id: number;
      /**
       * Format: int64
       * @description How long sessions last; an hour when left out. No longer than the role allows, and at most an hour unless it is assumed with an access key
       */
      duration_seconds?: number;
      external_id?: string;
      /** @description Used when a request names no credential */
      is_default?: boolean;
      /**
       * @description Unique in the workspace
       * @example Production, read only
       */
      label: string;
      /** @description With one, the role is assumed only for sessions that somebody asks for with a code */
      mfa_serial?: string;
      /** @example arn:aws:iam::123456789012:role/Auditor */
      role_arn: string;
      role_session_name?: string;
      /** @description At most 50 */
      tags?: {
        [key: string]: string;
      };
    };
    AddedIdentityCenter: {
      credential: components['schemas']['Credential'];
      sign_in: components['schemas']['SignIn'];
    };
    AddedPasskey: {
      /** Format: date-time */
      created_at: string;
      /** Format: int64 */
      id: number;
      /**
       * Format: date-time
       * @description Null while it has not been used
       */
      last_used_at: string | null;
      name: string;
      /** @description When it is the account's first second factor: shown once. Each signs in once instead of it. */
      recovery_codes?: string[] | null;
      /** @description Its provider keeps a copy, so that it works on several devices */
      synced: boolean;
    };
    AgentCounts: {
      /**
       * Format: int64
       * @description They take away what a policy gives, or protects
       */
      breaking: number;
      /**
       * Format: int64
       * @description Good to know
       */
      notes: number;
      /**
       * Format: int64
       * @description They give more than the author saw
       */
      review: number;
    };
    AgentEffect: {
      /** @description A sentence for people */
      detail: string;
      /** @enum {string} */
      kind:
        | 'removed_action'
        | 'new_action'
        | 'dependent_action'
        | 'removed_condition_key'
        | 'condition_key_type'
        | 'removed_resource_type'
        | 'required_resource_type'
        | 'access_level'
        | 'managed_policy';
      /** @enum {string} */
      level: 'breaking' | 'review' | 'note';
      /** @description The actions, condition keys or resource types that changed */
      names: string[];
      /** @description The element in the document */
      path: string;
      /** @description What the policy says there */
      pattern: string;
      service: string;
      sid: string;
      /**
       * Format: int64
       * @description Its place in the policy, from 0
       */
      statement: number;
    };
    AgentHealth: {
      last_run?: components['schemas']['AgentRun'];
      /** Format: int64 */
      latest_report: number;
      /**
       * Format: int64
       * @description Changes that wait for a decision, notes left out
       */
      open: number;
      /**
       * @description pending: changes wait for a decision; behind: there is a report that no run has looked at
       * @enum {string}
       */
      status: 'ok' | 'pending' | 'behind' | 'never';
    };
    AgentOperation: {
      access_level: string;
      action: string;
      catalog_date: string;
      condition_keys: string[];
      dependent_actions: string[];
      description: string;
      more: boolean;
      policies: components['schemas']['AgentOperationBy'][];
      resource_types: string[];
      /** @description Actions with the same name in other services, when this one has none */
      similar: string[];
      /**
       * @description accepted: AWS takes it in policies though it does not list it
       * @enum {string}
       */
      status: 'current' | 'accepted' | 'removed' | 'unknown';
    };
    AgentOperationBy: {
      /** @enum {string} */
      effect: 'Allow' | 'Deny';
      name: string;
      /** @example s3:Get* */
      pattern: string;
      /** Format: int64 */
      policy_id: number;
    };
    AgentProposal: {
      /** @description Requests that the edited policy is tried with, and passes */
      cases: components['schemas']['PolicyCase'][];
      /** @description The whole edited policy */
      document: string;
      /** @enum {string} */
      edit: 'remove_action' | 'pin_wildcard' | 'add_actions';
      /**
       * @description How the edited policy relates to the one there is
       * @enum {string}
       */
      relation: 'equivalent' | 'broader' | 'narrower' | 'incomparable' | 'unknown';
      title: string;
      /** @description A request on which the two differ */
      witness?: components['schemas']['PolicyWitness'];
    };
    AgentRun: {
      account_id: string;
      /**
       * Format: int64
       * @description How many of them a change touches
       */
      affected: number;
      /**
       * Format: int64
       * @description How many edits were stored
       */
      applied: number;
      auto_apply: boolean;
      counts: components['schemas']['AgentCounts'];
      /**
       * Format: int64
       * @description 0 when no AWS account was looked at
       */
      credential_id: number;
      /** Format: date-time */
      ended_at: string | null;
      failure: string;
      /** Format: int64 */
      id: number;
      /** Format: int64 */
      job_id: number;
      /**
       * Format: int64
       * @description How many were looked at
       */
      policies: number;
      /** Format: int64 */
      report_id: number;
      /** Format: date-time */
      started_at: string;
      /** @enum {string} */
      state: 'running' | 'completed' | 'failed';
    };
    AgentRunDetail: {
      account_id: string;
      /**
       * Format: int64
       * @description How many of them a change touches
       */
      affected: number;
      /**
       * Format: int64
       * @description How many edits were stored
       */
      applied: number;
      auto_apply: boolean;
      changes: components['schemas']['PlannedChange'][];
      counts: components['schemas']['AgentCounts'];
      /**
       * Format: int64
       * @description 0 when no AWS account was looked at
       */
      credential_id: number;
      /** Format: date-time */
      ended_at: string | null;
      failure: string;
      /** Format: int64 */
      id: number;
      /** Format: int64 */
      job_id: number;
      next_cursor: string;
      /**
       * Format: int64
       * @description How many were looked at
       */
      policies: number;
      /** Format: int64 */
      report_id: number;
      /** Format: date-time */
      started_at: string;
      /** @enum {string} */
      state: 'running' | 'completed' | 'failed';
    };
    AgentRunList: {
      items: components['schemas']['AgentRun'][];
      next_cursor: string;
    };
    AgentServiceAnalysis: {
      changes: components['schemas']['PlannedChange'][];
      /** @description There are more than are listed: start a run */
      more: boolean;
      /**
       * Format: int64
       * @description How many were looked at
       */
      policies: number;
      /** Format: int64 */
      report_id: number;
      service: string;
    };
    AgentTriggerRequest: {
      /** @description Store edits as new versions at once, where they grant nothing new and break no case of the policy */
      auto_apply?: boolean;
      /**
       * Format: int64
       * @description Look at the policies of this credential's AWS account too; nothing is ever changed there
       */
      credential_id?: number;
      /**
       * Format: int64
       * @description The report of what AWS changed; the newest when left out
       */
      report_id?: number;
    };
    AppliedPlan: {
      plan: components['schemas']['Plan'];
      /** @description Shown once: they are not stored */
      secrets: components['schemas']['PlanSecret'][];
    };
    ApplyPlanRequest: {
      /** @description The plan's hash, as it was shown */
      hash: string;
    };
    ApplyPolicyRequest: {
      /** @description The plan's hash, as it was shown */
      hash: string;
      /** Format: int64 */
      plan_id: number;
    };
    AssumableRole: {
      conditions: components['schemas']['AccessCondition'][];
      role_arn: string;
    };
    AssumedRole: {
      /**
       * Format: int64
       * @description The credential that it is assumed with
       */
      base_credential_id: number;
      /** Format: int64 */
      duration_seconds: number;
      external_id: string;
      /** @description With one, the role is assumed only for sessions that somebody asks for with a code */
      mfa_serial: string;
      role_arn: string;
      /** @description Empty: the product's name, or for a session that somebody asks for, theirs */
      role_session_name: string;
    };
    AttachPolicyRequest: {
      principal_name: string;
      /** @enum {string} */
      principal_type: 'user' | 'group' | 'role';
    };
    AttachmentLink: {
      /** @enum {string} */
      kind: 'managed' | 'inline' | 'boundary' | 'group';
      name: string;
      to: string;
    };
    AuditCheck: {
      checked: boolean;
      code: string;
      /** Format: int64 */
      findings: number;
      /** @description Why it was not checked */
      missing: components['schemas']['AuditMissing'][];
      title: string;
    };
    AuditCheckpoint: {
      /**
       * Format: date-time
       * @description When the note was made
       */
      at: string;
      /** @description The record's place in the chain */
      hash: string;
      /**
       * Format: int64
       * @description The newest record; 0 before the first
       */
      id: number;
      /** @description Which key signed */
      key_id: string;
      /** @description Ed25519 */
      signature: string;
      /** Format: int64 */
      workspace_id: number;
    };
    AuditEvidence: {
      name: string;
      value: string;
    };
    AuditFinding: {
      code: string;
      evidence: components['schemas']['AuditEvidence'][];
      /** @description The exception that holds for it now */
      exception?: components['schemas']['FindingException'];
      fix: components['schemas']['AuditFix'];
      /** @description The same at each audit of the account */
      id: string;
      /** @description ARN */
      resource: string;
      /** @enum {string} */
      severity: 'critical' | 'high' | 'medium' | 'low';
      /**
       * @description Against the audit before; not_checked: it was there, and could not be looked at again
       * @enum {string}
       */
      state: 'new' | 'unchanged' | 'fixed' | 'not_checked';
      title: string;
      why: string;
    };
    AuditFix: {
      /** @description The policy as it should be, where the repair is a change of one */
      document?: string;
      text: string;
    };
    AuditList: {
      items: components['schemas']['AuditRecord'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    AuditMissing: {
      /** @description The action that the credential may not do; empty when it was something else */
      permission: string;
      reason: string;
      source: string;
    };
    AuditRecord: {
      /**
       * @description room.verb, such as vault.credential_added
       * @example accounts.login
       */
      action: string;
      /** Format: date-time */
      at: string;
      aws_account_id: string;
      aws_region: string;
      /** @description What else is worth knowing; never a secret */
      details?: {
        [key: string]: string;
      };
      error_message: string;
      /**
       * Format: int64
       * @description Counts up without gaps within the workspace
       */
      id: number;
      ip_address: string;
      request_id: string;
      resource_id: string;
      /** @example credential */
      resource_type: string;
      success: boolean;
      user_agent: string;
      user_email: string;
      /**
       * Format: int64
       * @description Null for the system itself
       */
      user_id: number | null;
    };
    AuditVerification: {
      /**
       * Format: int64
       * @description First record that was changed, moved or removed
       */
      bad_id: number | null;
      /**
       * Format: int64
       * @description The first record that was checked: 1, or the first behind the months that were removed for their age
       */
      first_id: number;
      /** @description Whether the record of the checkpoint that was given is still there, with all before it; null when none was given, or when it is older than the records that are kept */
      holds_checkpoint: boolean | null;
      /** @description What is wrong with it, in words */
      reason: string;
      /**
       * Format: int64
       * @description How many records were checked
       */
      records: number;
      valid: boolean;
    };
    AuditVerifyRequest: {
      /** @description One that this server gave out for the workspace */
      checkpoint?: components['schemas']['AuditCheckpoint'];
    };
    BadRecord: {
      /**
       * Format: int64
       * @description Place in the file; the first is 0
       */
      index: number;
      reason: string;
    };
    BoundaryDeleteRequest: {
      resource_name: string;
      /** @enum {string} */
      resource_type: 'user' | 'role';
    };
    BoundaryPlanned: {
      boundary_policy_arn: string | null;
      message: string;
      plan: components['schemas']['Plan'];
      resource_name: string;
      resource_type: string;
      /** @description The change was planned; it happens when the plan is applied */
      success: boolean;
    };
    BoundarySetRequest: {
      boundary_policy_arn: string;
      resource_name: string;
      /** @enum {string} */
      resource_type: 'user' | 'role';
    };
    CallerIdentity: {
      account_id: string;
      arn: string;
      credential: components['schemas']['Credential'];
      user_id: string;
    };
    CatalogChange: {
      added: string[];
      after: string;
      before: string;
      /** @enum {string} */
      change: 'added' | 'removed' | 'changed';
      /** @description A sentence for people */
      detail: string;
      /** @description The property that changed; empty for what was added or removed */
      field: string;
      /** @enum {string} */
      impact: 'breaking' | 'enhancement' | 'neutral';
      /** @enum {string} */
      kind: 'service' | 'action' | 'resource_type' | 'condition_key' | 'managed_policy';
      /** @example s3:GetObject */
      name: string;
      removed: string[];
      /** Format: int64 */
      report_id: number;
      /**
       * @description The prefix; empty for AWS managed policies
       * @example s3
       */
      service: string;
    };
    CatalogChangeList: {
      items: components['schemas']['CatalogChange'][];
      /** @description There are more changes than are listed; ask for fewer days */
      more: boolean;
    };
    CatalogCounts: {
      /**
       * Format: int64
       * @description They can take away what policies grant, or make them ineffective
       */
      breaking: number;
      /**
       * Format: int64
       * @description Policies can name something new, or wildcards in them reach it
       */
      enhancement: number;
      /**
       * Format: int64
       * @description They decide nothing
       */
      neutral: number;
    };
    CatalogReport: {
      after_date: string;
      /** @description The day of the earlier snapshot, YYYY-MM-DD */
      before_date: string;
      counts: components['schemas']['CatalogCounts'];
      /** Format: date-time */
      created_at: string;
      /** Format: int64 */
      id: number;
    };
    CatalogReportDetail: {
      after_date: string;
      /** @description The day of the earlier snapshot, YYYY-MM-DD */
      before_date: string;
      changes: components['schemas']['CatalogChange'][];
      counts: components['schemas']['CatalogCounts'];
      /** Format: date-time */
      created_at: string;
      /** Format: int64 */
      id: number;
      next_cursor: string;
      /** @description All services that changed, whatever was asked for */
      services: components['schemas']['CatalogServiceCounts'][];
    };
    CatalogReportList: {
      items: components['schemas']['CatalogReport'][];
      next_cursor: string;
    };
    CatalogServiceCounts: {
      counts: components['schemas']['CatalogCounts'];
      /** @example Amazon S3 */
      name: string;
      /** @description The prefix; empty for AWS managed policies */
      service: string;
    };
    ChangeEmailRequest: {
      current_password: string;
      /** Format: email */
      email: string;
    };
    ChangePasswordRequest: {
      current_password: string;
      new_password: string;
    };
    ChangeRoleRequest: {
      /** @enum {string} */
      role: 'admin' | 'operator' | 'auditor' | 'viewer';
    };
    CheckAccessGrantedRequest: {
      /** @description Actions, with wildcards if wanted; all when left out */
      actions?: string[] | null;
      document: unknown;
      /** @enum {string} */
      policy_type?: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
      /** @description ARNs, with wildcards if wanted; all when left out */
      resources?: string[] | null;
    };
    CheckNewAccessRequest: {
      /** @description The policy that it replaces */
      existing: unknown;
      /** @description The new policy */
      new: unknown;
      /** @description Ask IAM Access Analyzer as well, with the AWS credential; AWS charges for each check */
      online?: boolean;
      /** @enum {string} */
      policy_type?: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
    };
    CheckPublicAccessRequest: {
      document: unknown;
      /**
       * @description resource when left out
       * @enum {string}
       */
      policy_type?: 'resource' | 'trust';
    };
    CodeRequest: {
      /** @description Six digits */
      code: string;
    };
    ComparePoliciesRequest: {
      /** @description A policy: a JSON object, or a string that holds JSON text */
      a: unknown;
      /** @description The policy to compare it with */
      b: unknown;
      /** @description Compare what the policies deny instead of what they allow */
      denies?: boolean;
      /**
       * @description When left out: resource where a statement names a principal, else identity
       * @enum {string}
       */
      policy_type?: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
    };
    CompareSnapshotsInBody: {
      /** Format: int64 */
      after_id: number;
      /**
       * Format: int64
       * @description Number of the older snapshot
       */
      before_id: number;
    };
    CompletePolicyRequest: {
      /** @description For ARNs; left to be filled in when the document names none */
      account?: string;
      /**
       * Format: int64
       * @description How many items at most; 200 when left out
       */
      limit?: number;
      /**
       * Format: int64
       * @description Where the cursor is, in bytes of the text
       */
      offset: number;
      /** @description For ARNs; aws, or the document's own, when left out */
      partition?: string;
      /**
       * @description identity when left out
       * @enum {string}
       */
      policy_type?: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
      /** @description For ARNs; left to be filled in when the document names none */
      region?: string;
      /** @description For a resource policy: where it is attached, such as AWS::S3::Bucket */
      resource_type?: string;
      /** @description The policy as it stands in the editor; it need not be valid JSON */
      text: string;
    };
    CompleteSignInRequest: {
      code: string;
      state: string;
    };
    ConditionKey: {
      /**
       * Format: int64
       * @description How many of the actions have the key; 0 for global keys that none of them lists
       */
      actions: number;
      description: string;
      /** @description One of the keys that every service knows */
      global: boolean;
      /**
       * @description A part to fill in is written ${TagKey} or <key>
       * @example s3:prefix
       */
      key: string;
      /** @description A request can have several values: use a set operator */
      multivalued: boolean;
      /** @description Operators that compare values of the type */
      operators: string[];
      /**
       * @description Type of one value
       * @enum {string}
       */
      type: 'String' | 'ARN' | 'Numeric' | 'Bool' | 'Date' | 'IPAddress' | 'Binary';
    };
    ConditionKeySuggestions: {
      keys: components['schemas']['ConditionKey'][];
      /** @description Those of the actions that AWS does not have */
      unknown_actions: string[];
    };
    ConditionOperator: {
      description: string;
      /** @description How it can be written besides: with IfExists and with set operators */
      forms: string[];
      /** @description Types of key that it takes */
      key_types: string[];
      /** @description It also holds when the key is missing from the request */
      negated: boolean;
      /** @example StringEquals */
      operator: string;
      /**
       * @description Type of its values
       * @example String
       */
      type: string;
      /** @description * and ? in its values stand for other characters */
      wildcards: boolean;
    };
    ConditionOperators: {
      operators: components['schemas']['ConditionOperator'][];
    };
    ConditionValidation: {
      /** @description The policy that was checked, to which the places of the findings refer */
      document: string;
      findings: components['schemas']['Finding'][];
      /** @description No finding is an error, and none says that the condition cannot be meant so */
      valid: boolean;
    };
    ConnectAt: {
      /** @description The provider's page, for the browser that asked */
      url: string;
    };
    ConnectRequest: {
      /** @description Six digits from the authenticator app, or a recovery code */
      code?: string;
      /** @description Empty for an account without a password, which must have signed in within the last five minutes */
      current_password: string;
      /** @description Instead of a code: the answer to me/passkeys/proof */
      passkey?: components['schemas']['PasskeyAnswer'];
      provider: string;
    };
    ConsolePasswordRequest: {
      /** @description The user need not choose another password at the next sign-in */
      keep_after_sign_in?: boolean;
    };
    CoveredRegion: {
      /** @description By the event history, which has all management events; files may lack some */
      complete: boolean;
      /** Format: date-time */
      from: string;
      region: string;
      /** Format: date-time */
      to: string;
    };
    CreateIAMGroupRequest: {
      group_name: string;
      path?: string;
    };
    CreateIAMPolicyRequest: {
      /** @description Users, groups and roles that the same plan attaches it to */
      attach_to?: components['schemas']['AttachPolicyRequest'][] | null;
      /** @description AWS does not let it be changed later */
      description?: string;
      /** @description A JSON object, or a string that holds JSON text, which is sent as it is written */
      document: unknown;
      path?: string;
      policy_name: string;
      tags?: {
        [key: string]: string;
      };
    };
    CreateIAMPolicyVersionRequest: {
      /** @description A JSON object, or a string that holds JSON text, which is sent as it is written */
      document: unknown;
      /** @description Keep the version in force that is so now */
      not_default?: boolean;
      /** @description Delete the oldest version that is not in force when there are five already, which is AWS's limit */
      prune_oldest?: boolean;
    };
    CreateIAMRoleRequest: {
      description?: string;
      /**
       * Format: int64
       * @description Seconds; 3600 when left out
       */
      max_session_duration?: number;
      path?: string;
      permissions_boundary_arn?: string;
      role_name: string;
      tags?: {
        [key: string]: string;
      };
      /** @description A JSON object, or a string that holds JSON text, which is sent as it is written */
      trust_policy: unknown;
    };
    CreateIAMUserRequest: {
      /** @example /engineering/ */
      path?: string;
      permissions_boundary_arn?: string;
      tags?: {
        [key: string]: string;
      };
      user_name: string;
    };
    CreateICPermissionSetRequest: {
      description?: string;
      name: string;
      relay_state?: string;
      /**
       * @description ISO 8601, from PT1H to PT12H; PT1H when left out
       * @example PT4H
       */
      session_duration?: string;
      tags?: {
        [key: string]: string;
      };
    };
    CreateInstanceProfileRequest: {
      instance_profile_name: string;
      path?: string;
      /** @description Put into it at once */
      role_name?: string;
      tags?: {
        [key: string]: string;
      };
    };
    CreateOrgPolicyRequest: {
      description?: string;
      document: unknown;
      name: string;
      /** @enum {string} */
      type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
    };
    CreateTokenRequest: {
      current_password: string;
      /**
       * Format: int64
       * @default 90
       */
      expires_in_days: number;
      /** @description What it is for */
      name: string;
      /** @description Permissions, such as policies.use */
      scopes: string[];
      /**
       * Format: int64
       * @description Keep it to one workspace
       */
      workspace_id?: number;
    };
    CreateWorkspaceRequest: {
      name: string;
    };
    CreatedToken: {
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: int64 */
      id: number;
      /**
       * Format: date-time
       * @description To the minute; null while it has not been used
       */
      last_used_at: string | null;
      last_used_ip: string;
      name: string;
      /**
       * @description How the token begins
       * @example iamcopilot_pat_4fQz…
       */
      preview: string;
      /** @description Permissions that it has, as far as its owner's role has them */
      scopes: string[];
      /** @description For the Authorization header: Bearer iamcopilot_pat_… */
      token: string;
      /**
       * Format: int64
       * @description The one workspace it is good for; null: all of its owner's
       */
      workspace_id: number | null;
    };
    Credential: {
      /**
       * @description The kind of key and nothing else; empty for a role
       * @example AKIA...
       */
      access_key_id_preview: string;
      /** @description Only for the kind assume_role */
      assume_role?: components['schemas']['AssumedRole'];
      /** @description Empty until given or verified */
      aws_account_id: string;
      /** @description Who AWS says the key belongs to; empty until verified */
      aws_arn: string;
      aws_region: string;
      /** Format: date-time */
      created_at: string;
      /**
       * Format: date-time
       * @description When the session token, or the sign-in, ends at the latest, where that is known
       */
      expires_at: string | null;
      /** Format: int64 */
      id: number;
      /** @description Only for the kind identity_center */
      identity_center?: components['schemas']['IdentityCenterRole'];
      is_default: boolean;
      /**
       * Format: int64
       * @description Since the key was made, or was stored here when that is not known; null for kinds without a key of their own
       */
      key_age_days: number | null;
      /** @enum {string} */
      kind: 'access_key' | 'assume_role' | 'identity_center';
      label: string;
      /** Format: date-time */
      last_used_at: string | null;
      /** @description The MFA device of an access key's IAM user, whose code whole sessions of the key take */
      mfa_serial?: string;
      tags: {
        [key: string]: string;
      };
      /** @description Has a session token, or gets one */
      temporary: boolean;
      /** Format: date-time */
      updated_at: string;
      /**
       * Format: date-time
       * @description Last time AWS accepted it
       */
      verified_at: string | null;
      warnings: components['schemas']['CredentialWarning'][];
    };
    CredentialList: {
      items: components['schemas']['Credential'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    CredentialReport: {
      /** Format: date-time */
      generated_at: string | null;
      /** @description By the names of AWS's columns */
      rows: {
        [key: string]: string;
      }[];
      /**
       * @description being_made: ask again in a few seconds
       * @enum {string}
       */
      state: 'ready' | 'being_made';
    };
    CredentialUsage: {
      /** @description Days in UTC with calls, oldest first */
      by_day: components['schemas']['DayUsage'][];
      /** @description Most called first, at most 200 */
      by_operation: components['schemas']['OperationUsage'][];
      /** @description Most calls first, at most 200 */
      by_user: components['schemas']['UserUsage'][];
      /** Format: int64 */
      calls: number;
      /**
       * Format: int64
       * @description Calls that AWS refused or did not answer
       */
      failed: number;
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
    };
    CredentialWarning: {
      /** @enum {string} */
      code:
        | 'key_old'
        | 'session_expired'
        | 'session_expiring'
        | 'unused'
        | 'never_verified'
        | 'sign_in_needed'
        | 'sign_in_expiring'
        | 'no_role'
        | 'rotation_stuck';
      message: string;
    };
    DayUsage: {
      /** Format: int64 */
      calls: number;
      /** @example 2026-03-01 */
      day: string;
      /** Format: int64 */
      failed: number;
    };
    DeleteMeRequest: {
      /** @description Where a second factor is on: six digits from the authenticator app, or a recovery code */
      code?: string;
      current_password: string;
      /** @description Instead of a code: the answer to me/passkeys/proof */
      passkey?: components['schemas']['PasskeyAnswer'];
    };
    DeleteWorkspaceRequest: {
      current_password: string;
      /** @description The workspace's name, typed once more */
      name: string;
    };
    DenialExplanation: {
      action: string;
      /** @description What else to look at or to do */
      advice: string[];
      /** @description No policies were given: those of other types are taken to allow the request */
      assumed: boolean;
      /** @description The changes that together would allow the request; none can be left out */
      changes: components['schemas']['PolicyChange'][];
      /**
       * @description What the policies that were given decide; empty when none were
       * @enum {string}
       */
      decision: 'allowed' | 'explicit_deny' | 'implicit_deny' | 'unknown' | '';
      /** @description Further findings, such as statements that nearly allow */
      details: string[];
      /**
       * @description By a Deny statement, or for want of an Allow; empty when that is not known
       * @enum {string}
       */
      effect: 'explicit_deny' | 'implicit_deny' | '';
      /** @description Context keys that an unknown decision hangs on */
      missing_context: string[];
      /** @description That policy, where the message names it */
      policy_arn: string;
      /**
       * @description Type of the policy that denies or lacks the Allow; empty when that is not known
       * @enum {string}
       */
      policy_type:
        'identity' | 'resource' | 'trust' | 'boundary' | 'session' | 'scp' | 'rcp' | 'vpc_endpoint' | '';
      /** @description Who was denied; empty when that is not known */
      principal: string;
      /** @description The simulator allows the request after the changes */
      proved: boolean;
      resource: string;
      /** @description The Deny statements that match */
      statements: components['schemas']['SimulationStatement'][];
      /** @description What denies the request, in one sentence */
      summary: string;
    };
    DeniedRequest: {
      /** @description The message's when left out */
      action?: string;
      /** @description Context keys that are known: a value or a list of values each */
      context?: {
        [key: string]: unknown;
      };
      /** @description Policies of the user or role: inline, managed, of groups */
      identity_policies?: unknown[] | null;
      /** @description The organization's management account, which SCPs and RCPs do not restrict */
      management_account?: string;
      /** @description Permissions boundary of the user or role */
      permission_boundary?: unknown;
      /** @description The message's when left out */
      principal?: string;
      /** @description Resource control policies by level, likewise */
      rcps?: (unknown[] | null)[] | null;
      /** @description The message's when left out */
      resource?: string;
      /** @description Account of the resource where its ARN does not tell */
      resource_account?: string;
      /** @description Policy of the resource; the trust policy where a role is assumed */
      resource_policy?: unknown;
      /** @description Service control policies by level, from the root to the account */
      scps?: (unknown[] | null)[] | null;
      session_policies?: unknown[] | null;
      /** @description Context keys that may or may not be there; * for every key not in context */
      unknown_context?: string[] | null;
    };
    DeployPolicyRequest: {
      /** @enum {string} */
      as: 'managed' | 'inline';
      /** @description Of a new managed policy */
      description?: string;
      /** @description Of a new managed policy */
      path?: string;
      /** @description In AWS. A managed policy that has this name gets a new version, which is put in force */
      policy_name: string;
      /** @description For inline */
      principal_name?: string;
      /**
       * @description For inline
       * @enum {string}
       */
      principal_type?: 'user' | 'group' | 'role';
      /** @description Delete the oldest version that is not in force when there are five already */
      prune_oldest?: boolean;
      /**
       * Format: int64
       * @description Version of the stored policy; the newest one when left out
       */
      version?: number;
    };
    EmailRequest: {
      /** Format: email */
      email: string;
    };
    Escalation: {
      assigned_to?: string[] | null;
      /** @description No step hangs on conditions, or on something that is not known */
      certain: boolean;
      principal_arn: string;
      steps: components['schemas']['EscalationStep'][];
    };
    EscalationStep: {
      actions: string[];
      /** @description What must exist besides, which is not known */
      assumes?: string;
      conditions: components['schemas']['AccessCondition'][];
      from: string;
      /** @enum {string} */
      method: 'assume_role' | 'edit_trust' | 'create_credentials' | 'pass_role' | 'existing_role' | 'grant';
      /**
       * @description Identifier on pathfinding.cloud
       * @example lambda-001
       */
      path: string;
      /** @description The service that the role is given to */
      service?: string;
      /** @description The step in words */
      text: string;
      to: string;
    };
    EventFile: {
      /** @description The first that could not be read; tally.bad counts all */
      bad: components['schemas']['BadRecord'][];
      /** @description Why the file was not read to its end; what was read before counts */
      failure?: string;
      name: string;
      tally: components['schemas']['EventTally'];
    };
    EventFiles: {
      /** @description AWS accounts that the files told something of */
      accounts: string[];
      files: components['schemas']['EventFile'][];
      tally: components['schemas']['EventTally'];
      /** @description Some of the calls that no IAM action is known for */
      unknown: string[];
    };
    EventTally: {
      /**
       * Format: int64
       * @description Records that cannot be read
       */
      bad: number;
      /**
       * Format: int64
       * @description That are part of what principals have used
       */
      counted: number;
      /**
       * Format: int64
       * @description That were counted before
       */
      duplicates: number;
      /**
       * Format: int64
       * @description That were read
       */
      events: number;
      /**
       * Format: int64
       * @description Sign-ins, insights, what services do by themselves, calls that need no permission, and callers that no ARN names
       */
      no_call: number;
      /**
       * Format: int64
       * @description Of principals or actions beyond what is kept of an account
       */
      too_many: number;
      /**
       * Format: int64
       * @description From before the time of which events can be told apart
       */
      too_old: number;
      /**
       * Format: int64
       * @description Calls that no IAM action is known for
       */
      unknown: number;
    };
    ExceptFindingRequest: {
      account_id: string;
      code: string;
      /**
       * Format: date-time
       * @description Within a year
       */
      expires_at: string;
      /** @description Why this is acceptable */
      reason: string;
      /** @description ARN, or * for all */
      resource: string;
    };
    ExplainDenialRequest: {
      /**
       * @description The access denied message, alone or within other text; a decoded authorization message or a CloudTrail event works too
       * @example User: arn:aws:iam::123456789012:user/jane is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::my-bucket/key because no identity-based policy allows the s3:GetObject action
       */
      message: string;
      /** @description The policies that apply and the context of the request; without it the message alone is explained */
      request?: components['schemas']['DeniedRequest'];
    };
    ExposureChanges: {
      added: components['schemas']['AccountExposure'][];
      removed: components['schemas']['AccountExposure'][];
    };
    ExposuresRequest: {
      /** @description AWS services too, which most trust policies let in */
      services?: boolean;
      /** @description Output of GetAccountAuthorizationDetails, or a list of its pages, with sections of ours; when left out, the account is read with the credential */
      snapshot?: unknown;
      /**
       * Format: int64
       * @description Number of a snapshot that an audit has kept, instead
       */
      snapshot_id?: number;
    };
    FeaturePermissions: {
      actions: string[];
      /** @example iam.users.write */
      feature: string;
      title: string;
    };
    FieldProblem: {
      /**
       * @description Where, such as body.email or query.limit
       * @example body.email
       */
      location: string;
      /** @description What is wrong with it */
      message: string;
    };
    Finding: {
      /**
       * @description IAM Access Analyzer's code where it has the check, ours (IAMC_…) elsewhere
       * @example MISSING_VERSION
       */
      code: string;
      /**
       * Format: int64
       * @description From 1
       */
      column: number;
      /** @description An edit that is sure to mend it */
      fix?: components['schemas']['FindingFix'];
      /** @description Page that explains the check */
      learn_more: string;
      /**
       * Format: int64
       * @description In bytes
       */
      length: number;
      /**
       * Format: int64
       * @description From 1
       */
      line: number;
      message: string;
      /**
       * Format: int64
       * @description In bytes from the start of the text
       */
      offset: number;
      /**
       * @description Place in the document
       * @example Statement[0].Action[1]
       */
      path: string;
      /** @enum {string} */
      type: 'error' | 'security_warning' | 'warning' | 'suggestion';
    };
    FindingCounts: {
      /** Format: int64 */
      errors: number;
      /** Format: int64 */
      security_warnings: number;
      /** Format: int64 */
      suggestions: number;
      /** Format: int64 */
      warnings: number;
    };
    FindingException: {
      account_id: string;
      code: string;
      /** Format: date-time */
      created_at: string;
      /** @description E-mail address */
      created_by: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: int64 */
      id: number;
      reason: string;
      /** @description ARN, or * for all */
      resource: string;
    };
    FindingExceptionList: {
      items: components['schemas']['FindingException'][];
      next_cursor: string;
    };
    FindingFix: {
      edits: components['schemas']['TextEdit'][];
      title: string;
    };
    FindingTally: {
      /** Format: int64 */
      critical: number;
      /** Format: int64 */
      high: number;
      /** Format: int64 */
      low: number;
      /** Format: int64 */
      medium: number;
    };
    GeneratePolicyRequest: {
      /**
       * @description What should be allowed, as a sentence
       * @example Allow Lambda to read S3
       */
      description: string;
      /** @description Requests that the policy must allow */
      must_allow?: components['schemas']['PolicyExample'][] | null;
      /** @description Requests that the policy must not allow */
      must_deny?: components['schemas']['PolicyExample'][] | null;
      /** @description Who will use the policy: user, role, or a service such as lambda */
      principal_type?: string;
      /**
       * @description The resources meant; the tighter the better
       * @example [
       *       "arn:aws:s3:::my-bucket/*"
       *     ]
       */
      resource_arns?: string[] | null;
    };
    GeneratedPolicy: {
      /** @description What the words left open and how it was read */
      assumptions: string[];
      choices: components['schemas']['PolicyChoice'][];
      /** @description The same as text, indented, in AWS's usual key order */
      document: string;
      findings: components['schemas']['Finding'][];
      /** @description Why this origin answers, and in what a model's draft goes beyond the built-in generator's */
      notes: string[];
      /**
       * @description Who drafted it
       * @enum {string}
       */
      origin: 'offline' | 'bedrock';
      /** @description The same statements in several documents, where one is over the quota of a managed policy */
      parts: string[];
      /** @description The policy document, as a JSON object */
      policy: unknown;
      principal: components['schemas']['PolicyPrincipal'];
      size: components['schemas']['PolicySize'];
      /** @description Words that had no effect */
      unmatched: string[];
      /** @description The examples that the policy does not meet */
      unmet_examples: components['schemas']['UnmetExample'][];
    };
    HoverFact: {
      /**
       * Format: int64
       * @description How many values were left out
       */
      more: number;
      /** @example Access level */
      name: string;
      values: string[];
    };
    HoverPolicyRequest: {
      /**
       * Format: int64
       * @description Where the pointer is, in bytes of the text
       */
      offset: number;
      /**
       * @description identity when left out
       * @enum {string}
       */
      policy_type?: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
      /** @description For a resource policy: where it is attached, such as AWS::S3::Bucket */
      resource_type?: string;
      /** @description The policy as it stands in the editor; it need not be valid JSON */
      text: string;
    };
    IAMAccessKey: {
      access_key_id: string;
      /** Format: date-time */
      created_at: string;
      /** @description Active or Inactive, as AWS says it */
      status: string;
    };
    IAMAccessKeyDetail: {
      access_key_id: string;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      last_used_at: string | null;
      last_used_region: string;
      last_used_service: string;
      /** @description Active or Inactive, as AWS says it */
      status: string;
    };
    IAMAccessKeyList: {
      items: components['schemas']['IAMAccessKeyDetail'][];
    };
    IAMAccount: {
      account_id: string;
      /** @description Empty when there is none */
      alias: string;
      /** @description Numbers by the names that AWS gives them, such as Users and UsersQuota */
      summary: {
        [key: string]: number;
      };
    };
    IAMAttachedPolicy: {
      arn: string;
      name: string;
    };
    IAMDocumentRequest: {
      /** @description A JSON object, or a string that holds JSON text, which is sent as it is written */
      document: unknown;
    };
    IAMGroup: {
      arn: string;
      /** Format: date-time */
      created_at: string;
      /** @description AWS's unique id (AGPA…) */
      group_id: string;
      group_name: string;
      path: string;
    };
    IAMGroupDetail: {
      arn: string;
      attached_policies: components['schemas']['IAMAttachedPolicy'][];
      /** Format: date-time */
      created_at: string;
      /** @description AWS's unique id (AGPA…) */
      group_id: string;
      group_name: string;
      inline_policies: string[];
      members: components['schemas']['IAMUser'][];
      path: string;
    };
    IAMGroupList: {
      items: components['schemas']['IAMGroup'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    IAMInstanceProfile: {
      arn: string;
      /** Format: date-time */
      created_at: string;
      /** @description AWS's unique id (AIPA…) */
      instance_profile_id: string;
      instance_profile_name: string;
      path: string;
      /** @description One at most */
      roles: string[];
    };
    IAMInstanceProfileDetail: {
      arn: string;
      /** Format: date-time */
      created_at: string;
      /** @description AWS's unique id (AIPA…) */
      instance_profile_id: string;
      instance_profile_name: string;
      path: string;
      /** @description One at most */
      roles: string[];
      tags: {
        [key: string]: string;
      };
    };
    IAMInstanceProfileList: {
      items: components['schemas']['IAMInstanceProfile'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    IAMMFADevice: {
      /** Format: date-time */
      enabled_at: string;
      serial_number: string;
    };
    IAMMFADeviceList: {
      items: components['schemas']['IAMMFADevice'][];
    };
    IAMPasswordPolicy: {
      allow_users_to_change_password: boolean;
      /** @description false: AWS's defaults hold */
      exists: boolean;
      expire_passwords: boolean;
      hard_expiry: boolean;
      /**
       * Format: int64
       * @description Days; 0: passwords do not expire
       */
      max_password_age: number;
      /** Format: int64 */
      minimum_password_length: number;
      /** Format: int64 */
      password_reuse_prevention: number;
      require_lowercase_characters: boolean;
      require_numbers: boolean;
      require_symbols: boolean;
      require_uppercase_characters: boolean;
    };
    IAMPolicy: {
      arn: string;
      /** Format: int64 */
      attachment_count: number;
      /**
       * Format: int64
       * @description How many users and roles have it as their permissions boundary
       */
      boundary_count: number;
      /** Format: date-time */
      created_at: string;
      default_version_id: string;
      /** @description Only of one policy, not in lists */
      description: string;
      path: string;
      /** @description AWS's unique id (ANPA…) */
      policy_id: string;
      policy_name: string;
      /** Format: date-time */
      updated_at: string;
    };
    IAMPolicyDetail: {
      arn: string;
      /** Format: int64 */
      attachment_count: number;
      /**
       * Format: int64
       * @description How many users and roles have it as their permissions boundary
       */
      boundary_count: number;
      /** Format: date-time */
      created_at: string;
      default_version_id: string;
      /** @description Only of one policy, not in lists */
      description: string;
      /** @description JSON text of the default version */
      document: string;
      path: string;
      /** @description AWS's unique id (ANPA…) */
      policy_id: string;
      policy_name: string;
      tags: {
        [key: string]: string;
      };
      /** Format: date-time */
      updated_at: string;
      /** @description Newest first; AWS keeps five at most */
      versions: components['schemas']['IAMPolicyVersion'][];
    };
    IAMPolicyDocument: {
      /** @description JSON text */
      document: string;
      /** @description Name of an inline policy, or ARN of a managed one */
      name: string;
      version_id?: string;
    };
    IAMPolicyEntities: {
      boundary_roles: string[];
      /** @description Users that have it as their permissions boundary */
      boundary_users: string[];
      groups: string[];
      roles: string[];
      users: string[];
    };
    IAMPolicyList: {
      items: components['schemas']['IAMPolicy'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    IAMPolicyVersion: {
      /** Format: date-time */
      created_at: string;
      is_default: boolean;
      version_id: string;
    };
    IAMPolicyVersionList: {
      items: components['schemas']['IAMPolicyVersion'][];
    };
    IAMRole: {
      arn: string;
      /** Format: date-time */
      created_at: string;
      description: string;
      /**
       * Format: date-time
       * @description Only of one role, not in lists; null when it was not used within AWS's tracking period
       */
      last_used_at: string | null;
      /**
       * Format: int64
       * @description Seconds
       */
      max_session_duration: number;
      path: string;
      /** @description AWS's unique id (AROA…) */
      role_id: string;
      role_name: string;
    };
    IAMRoleDetail: {
      arn: string;
      attached_policies: components['schemas']['IAMAttachedPolicy'][];
      /** Format: date-time */
      created_at: string;
      description: string;
      inline_policies: string[];
      instance_profiles: string[];
      /**
       * Format: date-time
       * @description Only of one role, not in lists; null when it was not used within AWS's tracking period
       */
      last_used_at: string | null;
      /**
       * Format: int64
       * @description Seconds
       */
      max_session_duration: number;
      path: string;
      permissions_boundary_arn: string;
      /** @description AWS's unique id (AROA…) */
      role_id: string;
      role_name: string;
      tags: {
        [key: string]: string;
      };
      /** @description JSON text */
      trust_policy: string;
    };
    IAMRoleList: {
      items: components['schemas']['IAMRole'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    IAMTagsRequest: {
      remove?: string[] | null;
      set?: {
        [key: string]: string;
      };
    };
    IAMUser: {
      arn: string;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      password_last_used: string | null;
      path: string;
      /** @description AWS's unique id (AIDA…) */
      user_id: string;
      user_name: string;
    };
    IAMUserDetail: {
      access_keys: components['schemas']['IAMAccessKey'][];
      arn: string;
      attached_policies: components['schemas']['IAMAttachedPolicy'][];
      /** Format: date-time */
      created_at: string;
      groups: string[];
      has_console_password: boolean;
      inline_policies: string[];
      mfa_devices: components['schemas']['IAMMFADevice'][];
      /** Format: date-time */
      password_last_used: string | null;
      path: string;
      permissions_boundary_arn: string;
      tags: {
        [key: string]: string;
      };
      /** @description AWS's unique id (AIDA…) */
      user_id: string;
      user_name: string;
    };
    IAMUserList: {
      items: components['schemas']['IAMUser'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    ICAccess: {
      account_id: string;
      account_name?: string;
      /** @description It allows everything that was tried, among it changing IAM */
      administrator: boolean;
      /** @description Assigned to the person */
      direct: boolean;
      permission_set_id: string;
      permission_set_name: string;
      session_duration: string;
      /** @description Names of groups; empty when it is assigned to the person alone */
      through: string[];
      /** @description When one account was asked about */
      what_can?: components['schemas']['WhatCan'];
    };
    ICAssignRequest: {
      account_ids: string[];
      permission_set_id: string;
      principal_id: string;
      /** @enum {string} */
      principal_type: 'USER' | 'GROUP';
    };
    ICAssignment: {
      account_id: string;
      account_name?: string;
      permission_set_id: string;
      permission_set_name: string;
      principal_id: string;
      /** @description Empty when the person or group is gone */
      principal_name: string;
      /** @enum {string} */
      principal_type: 'USER' | 'GROUP';
    };
    ICAssignmentList: {
      items: components['schemas']['ICAssignment'][];
      /** @description What could not be read, and why */
      notes: string[];
    };
    ICBoundary: {
      customer_policy?: components['schemas']['ICCustomerPolicy'];
      managed_policy_arn?: string;
    };
    ICCustomerPolicy: {
      name: string;
      /** @description / when left out */
      path?: string;
    };
    ICGroup: {
      description: string;
      display_name: string;
      /** @description Kept by an external identity provider, which would undo changes made here */
      external: boolean;
      id: string;
    };
    ICGroupDetail: {
      description: string;
      display_name: string;
      /** @description Kept by an external identity provider, which would undo changes made here */
      external: boolean;
      id: string;
      members: components['schemas']['ICUser'][];
    };
    ICGroupList: {
      items: components['schemas']['ICGroup'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    ICGroupRequest: {
      description?: string;
      /** @description Needed for a new group */
      display_name?: string;
    };
    ICInstance: {
      arn: string;
      /** Format: date-time */
      created_at: string | null;
      identity_store_id: string;
      name: string;
      owner_account_id: string;
      status: string;
    };
    ICMembersRequest: {
      /** @description Ids of people */
      add?: string[] | null;
      /** @description Ids of people */
      remove?: string[] | null;
    };
    ICOverview: {
      /** @description False when the Region has no instance that the account can see */
      enabled: boolean;
      instances: components['schemas']['ICInstance'][];
      /** @description What to do when there is none */
      notes: string[];
      /** @description The Region of the credential, in which was looked */
      region: string;
    };
    ICPermissionSet: {
      arn: string;
      /** Format: date-time */
      created_at: string | null;
      description: string;
      /** @example ps-0123456789abcdef */
      id: string;
      name: string;
      relay_state: string;
      /**
       * @description ISO 8601
       * @example PT1H
       */
      session_duration: string;
    };
    ICPermissionSetDetail: {
      /** @description Accounts that it is provisioned in */
      accounts: string[];
      /** @description It allows everything that was tried, among it changing IAM */
      administrator: boolean;
      arn: string;
      boundary?: components['schemas']['ICBoundary'];
      /** Format: date-time */
      created_at: string | null;
      customer_policies: components['schemas']['ICCustomerPolicy'][];
      description: string;
      /** @description What the linter says of the inline policy */
      findings: components['schemas']['Finding'][];
      /** @example ps-0123456789abcdef */
      id: string;
      /** @description Absent when there is none */
      inline_policy?: unknown;
      /** @description ARNs */
      managed_policies: string[];
      name: string;
      relay_state: string;
      /**
       * @description ISO 8601
       * @example PT1H
       */
      session_duration: string;
      tags: {
        [key: string]: string;
      };
    };
    ICPermissionSetList: {
      items: components['schemas']['ICPermissionSet'][];
    };
    ICUser: {
      display_name: string;
      email: string;
      /** @description Kept by an external identity provider, which would undo changes made here */
      external: boolean;
      family_name: string;
      given_name: string;
      id: string;
      title?: string;
      user_name: string;
    };
    ICUserAccess: {
      access: components['schemas']['ICAccess'][];
      /**
       * Format: int64
       * @description How many accounts the person gets into
       */
      accounts: number;
      /** @description What could not be read, and so was not respected */
      notes: string[];
      user: components['schemas']['ICUser'];
    };
    ICUserDetail: {
      display_name: string;
      email: string;
      /** @description Kept by an external identity provider, which would undo changes made here */
      external: boolean;
      family_name: string;
      given_name: string;
      groups: components['schemas']['ICGroup'][];
      id: string;
      title?: string;
      user_name: string;
    };
    ICUserList: {
      items: components['schemas']['ICUser'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    ICUserRequest: {
      display_name?: string;
      email?: string;
      family_name?: string;
      given_name?: string;
      /** @description Needed for a new person, and never changed */
      user_name?: string;
    };
    Identity: {
      /** Format: date-time */
      created_at: string;
      /** @description What the provider said last */
      email: string;
      /** Format: int64 */
      id: number;
      /**
       * Format: date-time
       * @description Null while it has not been used
       */
      last_used_at: string | null;
      /** @description Name of the provider, or its address when it is not set up any more */
      provider: string;
    };
    IdentityCenterRole: {
      /** @description Empty until one is chosen */
      role_name: string;
      /** @enum {string} */
      sign_in_state: 'none' | 'pending' | 'signed_in' | 'expired' | 'denied' | 'failed';
      sso_region: string;
      start_url: string;
    };
    IdentityList: {
      items: components['schemas']['Identity'][];
      next_cursor: string;
    };
    Invitation: {
      /** Format: date-time */
      created_at: string;
      email: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: int64 */
      id: number;
      /** @description Address of the member who asks */
      invited_by: string;
      /** @description Hand it to the invited person yourself: this server sends no mail. Shown once. */
      link?: string;
      /** @enum {string} */
      role: 'admin' | 'operator' | 'auditor' | 'viewer';
    };
    InvitationList: {
      items: components['schemas']['Invitation'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    InvitationPreview: {
      /** @description The address that the invitation is for */
      email: string;
      /** Format: date-time */
      expires_at: string;
      invited_by: string;
      /** @enum {string} */
      role: 'admin' | 'operator' | 'auditor' | 'viewer';
      workspace_name: string;
    };
    InviteRequest: {
      /** Format: email */
      email: string;
      /** @enum {string} */
      role: 'admin' | 'operator' | 'auditor' | 'viewer';
    };
    Job: {
      /**
       * Format: int64
       * @description How often it was begun
       */
      attempt: number;
      cancel_requested: boolean;
      /** Format: date-time */
      created_at: string;
      /** @description E-mail address of who began it */
      created_by: string;
      /** @description Why it failed, or why it will be tried again */
      error?: components['schemas']['JobError'];
      /** Format: date-time */
      finished_at: string | null;
      /** Format: int64 */
      id: number;
      /**
       * @description What sort of work it is
       * @example accountaudit.run
       */
      kind: string;
      progress: components['schemas']['JobProgressStruct'];
      /** @description What came of it, once it has succeeded; its form goes with the kind */
      result?: unknown;
      /**
       * Format: int64
       * @description Grows with every change
       */
      revision: number;
      /** Format: date-time */
      started_at: string | null;
      /** @enum {string} */
      state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
      /** @description What it does, for people */
      title: string;
      /** Format: date-time */
      updated_at: string;
    };
    JobError: {
      /** @description As the code of a problem document */
      code: string;
      /** @description A sentence for people */
      detail: string;
    };
    JobList: {
      items: components['schemas']['Job'][];
      next_cursor: string;
    };
    JobProgressStruct: {
      /** Format: int64 */
      done: number;
      /** @description What it is doing just now */
      note: string;
      /**
       * Format: int64
       * @description 0 while it is not known
       */
      total: number;
    };
    LinkChanges: {
      added: components['schemas']['AttachmentLink'][];
      changed: components['schemas']['AttachmentLink'][];
      removed: components['schemas']['AttachmentLink'][];
    };
    LoginMFARequest: {
      /** @description Six digits from the authenticator app, or a recovery code */
      code?: string;
      mfa_token: string;
      /** @description Instead of a code: the answer to login/mfa/passkey */
      passkey?: components['schemas']['PasskeyAnswer'];
    };
    LoginRequest: {
      email: string;
      password: string;
    };
    LookupEventsRequest: {
      /**
       * Format: int64
       * @description How far back; the event history keeps 90 days
       * @default 90
       */
      days: number;
      /**
       * Format: int64
       * @description Events of a Region to read at most, the newest first. AWS gives 100 a second
       * @default 200000
       */
      most: number;
      /** @description Regions to look through; the credential's and us-east-1, where services without Regions record, when left out */
      regions?: string[] | null;
    };
    MFAStatus: {
      /** @description Signing in with a password takes a second factor, too */
      enabled: boolean;
      /**
       * Format: date-time
       * @description Null while it is off
       */
      enabled_at: string | null;
      /**
       * Format: int64
       * @description Passkeys, each of which is one
       */
      passkeys: number;
      /**
       * Format: int64
       * @description Recovery codes that have not been used
       */
      recovery_codes_left: number;
      /** @description An authenticator app is one */
      totp: boolean;
    };
    MFATokenRequest: {
      mfa_token: string;
    };
    Member: {
      email: string;
      full_name: string;
      /** Format: date-time */
      joined_at: string;
      /** @description The person signs in with a second factor */
      mfa_enabled: boolean;
      /** @enum {string} */
      role: 'owner' | 'admin' | 'operator' | 'auditor' | 'viewer';
      /** Format: int64 */
      user_id: number;
    };
    MemberList: {
      items: components['schemas']['Member'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    Message: {
      /** @description A sentence for people */
      message: string;
    };
    MonitoringHealth: {
      /** Format: int64 */
      actions: number;
      /** @description The day of the catalog that this server uses */
      catalog_date: string;
      /** Format: date-time */
      checked_at: string | null;
      /**
       * Format: double
       * @description How often; 0 when it is only read on demand
       */
      every_hours: number;
      /** Format: date-time */
      failed_at: string | null;
      failure: string;
      /**
       * Format: int64
       * @description 0 when nothing has changed yet
       */
      latest_report: number;
      /** Format: date-time */
      next_check_at: string | null;
      /** Format: int64 */
      services: number;
      /** @description Where AWS's service reference is read */
      source: string;
      /**
       * @description waiting: nobody has looked yet; stale: not for three times the interval; failing: the last look failed
       * @enum {string}
       */
      status: 'ok' | 'waiting' | 'stale' | 'failing' | 'off';
    };
    NameChanges: {
      added: string[];
      changed: string[];
      removed: string[];
    };
    OnlineAccessCheck: {
      /** @description Both have the same result */
      agrees: boolean;
      answered: boolean;
      message?: string;
      /** @description Why there is no answer, in a sentence */
      problem?: string;
      /** @description Which statements give new access, in Access Analyzer's words */
      reasons: string[];
      /** @enum {string} */
      result?: 'PASS' | 'FAIL';
    };
    OnlineDecision: {
      action: string;
      agrees: boolean;
      /** @description What the SCPs of the account's organization say, where AWS tells */
      allowed_by_organizations?: boolean;
      /** @enum {string} */
      aws_decision: 'allowed' | 'explicit_deny' | 'implicit_deny';
      /**
       * @description IAM Copilot's
       * @enum {string}
       */
      decision: 'allowed' | 'explicit_deny' | 'implicit_deny' | 'unknown';
      /** @description What can explain that the decisions differ; empty where they agree */
      explanation: string[];
      /** @description Context keys that the policies name and AWS was not given */
      missing_context: string[];
      resource: string;
      /**
       * @description custom_policy: by the policies of the request; principal_policy: by those that the principal has in the account now
       * @enum {string}
       */
      simulator: 'custom_policy' | 'principal_policy';
    };
    OnlineFinding: {
      /** @description For both: Access Analyzer's words */
      aws_says?: string;
      /**
       * @description For both: how grave Access Analyzer finds it
       * @enum {string}
       */
      aws_type?: 'error' | 'security_warning' | 'warning' | 'suggestion';
      /** @description IAM Copilot's where both have it; Access Analyzer's with its place in the text otherwise */
      finding: components['schemas']['Finding'];
      /** @enum {string} */
      found_by: 'both' | 'aws' | 'iam_copilot';
      /** @description Why only one has it, where that is known */
      why?: string;
    };
    OnlineSimulation: {
      /** @description Why a simulator was not asked, or did not answer, in sentences */
      problems: string[];
      /** @description One for each simulator that answered, action and resource */
      results: components['schemas']['OnlineDecision'][];
    };
    OnlineValidation: {
      /** @description Access Analyzer has checked the document */
      answered: boolean;
      /** @description Those of both, in the order of the text; empty without an answer */
      findings: components['schemas']['OnlineFinding'][];
      /** @description What Access Analyzer was not told */
      notes: string[];
      /** @description Why it has not, in a sentence */
      problem?: string;
    };
    OperationUsage: {
      /** Format: int64 */
      calls: number;
      /** Format: int64 */
      failed: number;
      /** Format: date-time */
      last_at: string;
      /** @example iam:ListUsers */
      operation: string;
    };
    OrgAccount: {
      arn: string;
      email: string;
      /** @example 123456789012 */
      id: string;
      /** Format: date-time */
      joined_at: string | null;
      /** @description INVITED or CREATED */
      joined_method: string;
      /** @description The management account, which SCPs and RCPs do not restrict */
      management: boolean;
      name: string;
      parent_id?: string;
      /**
       * @description Names from the root down
       * @example Root / Workloads / Production
       */
      path?: string;
      /** @description Of a delegated administrator, the service principals it is one for */
      services?: string[] | null;
      /** @description ACTIVE, SUSPENDED, PENDING_CLOSURE and the like, as AWS says it */
      status: string;
    };
    OrgAccountList: {
      items: components['schemas']['OrgAccount'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    OrgAudit: {
      /** Format: int64 */
      accounts: number;
      findings: components['schemas']['OrgFinding'][];
      /** @description What could not be read, and so was not looked at */
      notes: string[];
      /** Format: int64 */
      organizational_units: number;
      /** Format: int64 */
      policies: number;
      /** Format: date-time */
      read_at: string;
    };
    OrgEffective: {
      account: components['schemas']['OrgAccount'];
      /** @description Of types that AWS merges itself, such as tag policies, what comes of them */
      effective: components['schemas']['OrgEffectiveDocument'][];
      /** @description The management account: SCPs and RCPs do not restrict it */
      exempt: boolean;
      /** @description What could not be read, and why */
      notes: string[];
      /** @description By level, likewise */
      rcps: components['schemas']['OrgLevel'][];
      /** @description By level, the root first: each level must allow, and no policy deny. Empty when the type is not enabled */
      scps: components['schemas']['OrgLevel'][];
    };
    OrgEffectiveDocument: {
      document: unknown;
      type: string;
      /** Format: date-time */
      updated_at: string | null;
    };
    OrgFinding: {
      /** @example ORG_NO_SCP */
      code: string;
      /** @description What was found, and what to do about it */
      detail: string;
      /** @description Page of the AWS documentation */
      learn_more?: string;
      /** @enum {string} */
      severity: 'high' | 'medium' | 'low' | 'info';
      suggestion?: string;
      /** @description Ids of accounts, units and policies that it is about */
      targets: string[];
      title: string;
    };
    OrgLevel: {
      policies: components['schemas']['OrgPolicyDetail'][];
      target: components['schemas']['OrgTarget'];
    };
    OrgNode: {
      account?: components['schemas']['OrgAccount'];
      /**
       * Format: int64
       * @description How many accounts are below; 1 for an account itself
       */
      accounts: number;
      arn: string;
      /**
       * Format: int64
       * @description 0 for a root
       */
      depth: number;
      id: string;
      name: string;
      parent_id?: string;
      /** @description What is attached here itself */
      policies: components['schemas']['OrgPolicy'][];
      /** @enum {string} */
      type: 'root' | 'organizational_unit' | 'account';
    };
    OrgOverview: {
      arn?: string;
      /** @description The account of the credential */
      caller_account_id: string;
      delegated_administrators: components['schemas']['OrgAccount'][];
      /** @description ALL, or CONSOLIDATED_BILLING, which has no policies */
      feature_set?: string;
      /** @example o-a1b2c3d4e5 */
      id?: string;
      /** @description False when the account belongs to no organization; everything else is empty then */
      in_organization: boolean;
      management_account_id?: string;
      management_email?: string;
      /** @description What could not be read, and why, as sentences */
      notes: string[];
      /** @description Policy types that are enabled at the root, such as SERVICE_CONTROL_POLICY */
      policy_types: string[];
    };
    OrgPolicy: {
      arn: string;
      aws_managed: boolean;
      description?: string;
      /** @example p-examplepolicyid111 */
      id: string;
      name: string;
      /** @description SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY, TAG_POLICY and the like */
      type: string;
    };
    OrgPolicyDetail: {
      arn: string;
      aws_managed: boolean;
      description?: string;
      document: unknown;
      /** @description What the linter says of an SCP or RCP */
      findings: components['schemas']['Finding'][];
      /** @example p-examplepolicyid111 */
      id: string;
      name: string;
      /**
       * Format: int64
       * @description Characters at most; 0 when it is not known for the type
       */
      quota: number;
      /**
       * Format: int64
       * @description Characters, as AWS counts them
       */
      size: number;
      targets: components['schemas']['OrgTarget'][];
      /** @description SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY, TAG_POLICY and the like */
      type: string;
    };
    OrgPolicyList: {
      items: components['schemas']['OrgPolicyListed'][];
      /** @description What could not be read, and why */
      notes: string[];
    };
    OrgPolicyListed: {
      arn: string;
      /**
       * Format: int64
       * @description To how many roots, units and accounts it is attached
       */
      attachments: number;
      aws_managed: boolean;
      description?: string;
      /** @example p-examplepolicyid111 */
      id: string;
      name: string;
      /** @description SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY, TAG_POLICY and the like */
      type: string;
    };
    OrgTarget: {
      arn: string;
      id: string;
      name: string;
      /** @enum {string} */
      type: 'root' | 'organizational_unit' | 'account';
    };
    OrgTargetRequest: {
      target_id: string;
    };
    OrgTree: {
      management_account_id: string;
      nodes: components['schemas']['OrgNode'][];
      /** @description What could not be read, and why */
      notes: string[];
      policy_types: string[];
      /** Format: date-time */
      read_at: string;
    };
    OutsideEscalation: {
      exposure: components['schemas']['AccountExposure'];
      steps: components['schemas']['EscalationStep'][];
    };
    Passkey: {
      /** Format: date-time */
      created_at: string;
      /** Format: int64 */
      id: number;
      /**
       * Format: date-time
       * @description Null while it has not been used
       */
      last_used_at: string | null;
      name: string;
      /** @description Its provider keeps a copy, so that it works on several devices */
      synced: boolean;
    };
    PasskeyAnswer: {
      /** @description The PublicKeyCredential as its toJSON() gives it */
      credential: unknown;
      ticket: string;
    };
    PasskeyList: {
      items: components['schemas']['Passkey'][];
      next_cursor: string;
    };
    PasskeyOptions: {
      /** @description PublicKeyCredentialCreationOptionsJSON or PublicKeyCredentialRequestOptionsJSON */
      public_key: unknown;
      /** @description Goes back with the answer; good once, for five minutes */
      ticket: string;
    };
    PasswordAndCodeRequest: {
      /** @description Six digits from the authenticator app, or a recovery code */
      code?: string;
      /** @description Empty for an account without a password, which must have signed in within the last five minutes */
      current_password: string;
      /** @description Instead of a code: the answer to me/passkeys/proof */
      passkey?: components['schemas']['PasskeyAnswer'];
    };
    PasswordPolicyRequest: {
      allow_users_to_change_password?: boolean;
      /** @description Somebody whose password has expired cannot set a new one */
      hard_expiry?: boolean;
      /**
       * Format: int64
       * @description Days; 0: passwords do not expire
       */
      max_password_age?: number;
      /** Format: int64 */
      minimum_password_length?: number;
      /**
       * Format: int64
       * @description How many earlier passwords cannot be used again; 0: none
       */
      password_reuse_prevention?: number;
      require_lowercase_characters?: boolean;
      require_numbers?: boolean;
      require_symbols?: boolean;
      require_uppercase_characters?: boolean;
    };
    PasswordRequest: {
      /** @description Six digits from the authenticator app, or a recovery code */
      code?: string;
      /** @description Empty for an account without a password, which must have signed in within the last five minutes */
      current_password: string;
      /** @description Instead of a code: the answer to me/passkeys/proof */
      passkey?: components['schemas']['PasskeyAnswer'];
    };
    PermissionsBoundaryRequest: {
      /** @description A managed policy */
      policy_arn: string;
    };
    Plan: {
      access: components['schemas']['PlanAccess'];
      account_id: string;
      /** @description ARNs of the users, groups and roles that it changes something for */
      affected: string[];
      /** Format: date-time */
      applied_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** @description E-mail address; empty when the account is gone */
      created_by: string;
      /** Format: int64 */
      credential_id: number;
      /** @description What stopped it, as a sentence */
      error?: string;
      /**
       * Format: date-time
       * @description Applying must begin before
       */
      expires_at: string;
      /** @description What the linter says of the documents in it */
      findings: components['schemas']['PlanFinding'][];
      /** @description SHA-256 over account, credential and steps, byte for byte; applying takes it */
      hash: string;
      /** Format: int64 */
      id: number;
      /**
       * Format: int64
       * @description The stored policy that this one deploys
       */
      policy_id?: number;
      /**
       * @description failed: nothing was changed; failed_partially: some steps are done, and applying again goes on behind them
       * @enum {string}
       */
      state: 'planned' | 'applying' | 'applied' | 'failed' | 'failed_partially' | 'expired';
      steps: components['schemas']['PlanStep'][];
      /** @description What will happen, as sentences */
      summary: string[];
      title: string;
      /**
       * Format: int64
       * @description The plan that this one takes back
       */
      undo_of?: number;
      /** @description What cannot be undone, and what else to think of first */
      warnings: string[];
    };
    PlanAccess: {
      grants: components['schemas']['PlanAccessChange'][];
      removes: components['schemas']['PlanAccessChange'][];
    };
    PlanAccessChange: {
      sentence: string;
      /** @description Whose access it is */
      subject: string;
      /** @description A request that shows the difference; absent when it is not known whether there is one */
      witness?: components['schemas']['PolicyWitness'];
    };
    PlanFinding: {
      /**
       * @description IAM Access Analyzer's code where it has the check, ours (IAMC_…) elsewhere
       * @example MISSING_VERSION
       */
      code: string;
      /**
       * Format: int64
       * @description From 1
       */
      column: number;
      /** @description Which document */
      document: string;
      /** @description An edit that is sure to mend it */
      fix?: components['schemas']['FindingFix'];
      /** @description Page that explains the check */
      learn_more: string;
      /**
       * Format: int64
       * @description In bytes
       */
      length: number;
      /**
       * Format: int64
       * @description From 1
       */
      line: number;
      message: string;
      /**
       * Format: int64
       * @description In bytes from the start of the text
       */
      offset: number;
      /**
       * @description Place in the document
       * @example Statement[0].Action[1]
       */
      path: string;
      /** @enum {string} */
      type: 'error' | 'security_warning' | 'warning' | 'suggestion';
    };
    PlanList: {
      items: components['schemas']['PlanSummary'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    PlanSecret: {
      /** @enum {string} */
      name: 'access_key_id' | 'secret_access_key' | 'password';
      /** Format: int64 */
      step: number;
      value: string;
    };
    PlanStep: {
      error?: string;
      /** @description The exact input that is sent, with AWS's own member names */
      input: unknown;
      /**
       * Format: int64
       * @description From 1; steps run in this order
       */
      n: number;
      note?: string;
      /** @example iam:AttachUserPolicy */
      operation: string;
      reversible: boolean;
      /** @description The step as a sentence */
      says: string;
      /**
       * @description started: sent, and AWS's answer is not known; it is looked up before it would be sent again
       * @enum {string}
       */
      state: 'pending' | 'started' | 'done' | 'failed';
      /** @description ARN of what it changes */
      target: string;
    };
    PlanSummary: {
      account_id: string;
      /** Format: date-time */
      created_at: string;
      created_by: string;
      /** Format: int64 */
      credential_id: number;
      /** Format: date-time */
      expires_at: string;
      /** Format: int64 */
      id: number;
      /** @enum {string} */
      state: 'planned' | 'applying' | 'applied' | 'failed' | 'failed_partially' | 'expired';
      /** Format: int64 */
      steps: number;
      title: string;
      /** Format: int64 */
      undo_of?: number;
    };
    PlannedChange: {
      /** @description What to do where there is no edit */
      advice: string;
      /** Format: int64 */
      applied_version: number;
      /** Format: date-time */
      decided_at: string | null;
      effect: components['schemas']['AgentEffect'];
      /** Format: int64 */
      id: number;
      /**
       * Format: int64
       * @description In the library; 0 for what is in an AWS account
       */
      policy_id: number;
      proposal?: components['schemas']['AgentProposal'];
      /** Format: int64 */
      run_id: number;
      /**
       * @description stale: the policy has changed, and the effect is gone
       * @enum {string}
       */
      state: 'open' | 'applied' | 'dismissed' | 'stale';
      /** @description The policy's name, or its ARN */
      subject: string;
      /** @enum {string} */
      subject_kind: 'stored_policy' | 'managed_policy' | 'inline_policy' | 'trust_policy' | 'attachment';
      /**
       * Format: int64
       * @description The stored policy's version that was looked at
       */
      version: number;
    };
    PolicyCase: {
      /** @example s3:GetObject */
      action: string;
      /** @description Context keys: a value or a list of values each; others are absent */
      context?: {
        [key: string]: unknown;
      };
      /**
       * @description What the policy must say of the request
       * @enum {string}
       */
      expect: 'allowed' | 'denied';
      /** @example Reports can be read */
      name: string;
      /** @description Who asks; a role in the resource's account when left out */
      principal?: string;
      /**
       * @description ARN; * or left out for an action on no resource
       * @example arn:aws:s3:::reports/2026/q1.pdf
       */
      resource?: string;
      /** @description Context keys that may or may not be there; * for every key not in context */
      unknown_context?: string[] | null;
    };
    PolicyCaseResult: {
      /** @enum {string} */
      decision: 'allowed' | 'explicit_deny' | 'implicit_deny' | 'unknown';
      /** @enum {string} */
      expect: 'allowed' | 'denied';
      name: string;
      passed: boolean;
      /** @description Why, in one sentence */
      reason: string;
    };
    PolicyCaseRun: {
      /** Format: int64 */
      failed: number;
      /** Format: int64 */
      passed: number;
      results: components['schemas']['PolicyCaseResult'][];
    };
    PolicyChange: {
      /** @description The policy afterwards */
      after: string;
      /** @description Warnings of what else the change lets happen */
      also_allows: string[];
      /** @description The policy before; empty for a new one */
      before: string;
      /** @enum {string} */
      kind: 'add_statement' | 'edit_statement' | 'remove_statement';
      /**
       * Format: int64
       * @description Of an SCP or RCP: 0 is the root
       */
      level?: number;
      policy_id?: string;
      /**
       * Format: int64
       * @description Place of the policy in its list; one past the end for a new policy
       */
      policy_index: number;
      policy_type: string;
      sid?: string;
      /** @description The statement afterwards; empty when it is removed */
      statement: string;
      /** Format: int64 */
      statement_index: number;
      /** @description What is done, as a sentence */
      title: string;
    };
    PolicyChoice: {
      actions: string[];
      /** @description What was made of them */
      decision: string;
      /** @description The words it comes from */
      phrase: string;
    };
    PolicyComparison: {
      /** @description For incomparable: a request that B allows and A does not */
      other_witness?: components['schemas']['PolicyWitness'];
      /** @description Why the relation is unknown */
      reason?: string;
      /**
       * @description broader: A allows all that B does, and more
       * @enum {string}
       */
      relation: 'equivalent' | 'broader' | 'narrower' | 'incomparable' | 'unknown';
      /** @description A request that shows the difference: one that A allows and B does not, save for narrower */
      witness?: components['schemas']['PolicyWitness'];
    };
    PolicyCompletion: {
      /** @description Other changes of the text to make together with it */
      also: components['schemas']['TextEdit'][];
      /**
       * @description A few words beside the label
       * @example Read
       */
      detail: string;
      /** @description Sentences about it */
      documentation: string;
      /** @description The text to insert */
      insert: string;
      /** @enum {string} */
      kind:
        | 'snippet'
        | 'element'
        | 'value'
        | 'service'
        | 'action'
        | 'wildcard'
        | 'resource'
        | 'arn_part'
        | 'principal'
        | 'condition_operator'
        | 'condition_key'
        | 'variable';
      /**
       * @description What to show
       * @example s3:GetObject
       */
      label: string;
      /**
       * Format: int64
       * @description Bytes that it replaces
       */
      length: number;
      /**
       * Format: int64
       * @description Where the text that it replaces begins, in bytes
       */
      offset: number;
      /** @description Pieces of insert to fill in, in order, in bytes from its beginning; the cursor goes to the first */
      stops: components['schemas']['TextRange'][];
    };
    PolicyCompletions: {
      /** @description The best first */
      items: components['schemas']['PolicyCompletion'][];
      /** @description There are more than the limit: ask again when more has been typed */
      more: boolean;
      /**
       * @description What stands there; empty where nothing can be completed
       * @example action
       */
      place: string;
    };
    PolicyExample: {
      /** @example s3:GetObject */
      action: string;
      /** @description Context keys: a value or a list of values each; others are absent */
      context?: {
        [key: string]: unknown;
      };
      /** @description How reports call it */
      name?: string;
      /** @description Who asks; a role in the resource's account when left out */
      principal?: string;
      /**
       * @description ARN; * or left out for an action on no resource
       * @example arn:aws:s3:::my-bucket/key
       */
      resource?: string;
    };
    PolicyHover: {
      /** @example action of Amazon S3 */
      detail: string;
      facts: components['schemas']['HoverFact'][];
      /** @description False where nothing is known; the rest is then empty */
      found: boolean;
      /**
       * @description What it is, as in completions; empty when nothing is known
       * @example action
       */
      kind: string;
      /** @description Page of AWS's documentation; may be empty */
      learn_more: string;
      /**
       * Format: int64
       * @description Its bytes
       */
      length: number;
      /**
       * Format: int64
       * @description Where the explained text begins, in bytes
       */
      offset: number;
      /** @description Sentences about it */
      text: string;
      /** @example s3:GetObject */
      title: string;
    };
    PolicyPrincipal: {
      /**
       * @description How people call it
       * @example AWS Lambda function
       */
      name: string;
      /**
       * @description Service principal that assumes the role
       * @example lambda.amazonaws.com
       */
      service: string;
      /** @description Trust policy of the role that the service assumes, indented; empty without a service */
      trust_policy: string;
      /** @description user, group, role or service; empty when nothing was said of it */
      type: string;
    };
    PolicySize: {
      /**
       * Format: int64
       * @description As AWS counts: white space outside strings left out
       */
      characters: number;
      /**
       * Format: int64
       * @description Characters AWS allows
       */
      quota: number;
      /**
       * @description Which quota
       * @example managed policy
       */
      quota_name: string;
    };
    PolicyValidation: {
      findings: components['schemas']['Finding'][];
      /** @description Where it was asked for */
      online?: components['schemas']['OnlineValidation'];
      size: components['schemas']['PolicySize'];
      /** @description No finding is an error: AWS would accept the document */
      valid: boolean;
    };
    PolicyVersion: {
      comment: string;
      /** Format: date-time */
      created_at: string;
      /** @description E-mail address; empty when the account is gone */
      created_by: string;
      /** @description The text as it was written */
      document: string;
      findings: components['schemas']['FindingCounts'];
      /**
       * Format: int64
       * @description Characters as AWS counts them
       */
      size: number;
      /** Format: int64 */
      version: number;
    };
    PolicyVersionList: {
      items: components['schemas']['PolicyVersionSummary'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    PolicyVersionSummary: {
      comment: string;
      /** Format: date-time */
      created_at: string;
      /** @description E-mail address; empty when the account is gone */
      created_by: string;
      findings: components['schemas']['FindingCounts'];
      /**
       * Format: int64
       * @description Characters as AWS counts them
       */
      size: number;
      /** Format: int64 */
      version: number;
    };
    PolicyWitness: {
      action: string;
      /** @enum {string} */
      allowed_by: 'a' | 'b';
      /** @description Condition keys of the request; one with an empty list is absent */
      context?: {
        [key: string]: string[] | null;
      };
      principal: string;
      resource: string;
      resource_account?: string;
    };
    PrincipalAccess: {
      /** @description Who has the role by IAM Identity Center */
      assigned_to?: string[] | null;
      /** @description What the access hangs on; empty when on nothing */
      conditions: components['schemas']['AccessCondition'][];
      missing_context?: string[] | null;
      principal_arn: string;
      statements: components['schemas']['AccessStatement'][];
    };
    PrincipalChange: {
      /** @description What it can do under other conditions */
      changed: components['schemas']['AccessChange'][];
      gained: components['schemas']['AccessChange'][];
      lost: components['schemas']['AccessChange'][];
      principal_arn: string;
      /** @description Policies that a snapshot lacks */
      unknown?: string[] | null;
    };
    Problem: {
      /** @description What AWS said, when AWS said no */
      aws?: components['schemas']['AWSProblem'];
      /**
       * @description What went wrong, as room.reason
       * @example vault.not_found
       */
      code: string;
      /** @description A sentence that is safe to show */
      detail: string;
      /** @description What is wrong field by field */
      errors?: components['schemas']['FieldProblem'][] | null;
      /** @description Names the request in the server's log */
      request_id?: string;
      /**
       * Format: int64
       * @description The HTTP status
       * @example 404
       */
      status: number;
      /**
       * @description The status in words
       * @example Not Found
       */
      title: string;
      /**
       * @description Always about:blank: the code says more
       * @example about:blank
       */
      type: string;
    };
    ProvisionICRequest: {
      /** @description Every account that has it when left out */
      account_id?: string;
    };
    RecoveryCodes: {
      recovery_codes: string[];
    };
    RefreshRequest: {
      refresh_token?: string;
    };
    RegisterRequest: {
      /** @description The person has ticked the terms */
      accept_terms?: boolean;
      /**
       * Format: email
       * @description Address that signs in; upper and lower case are the same
       */
      email: string;
      /** @description Name to show */
      full_name?: string;
      /** @description What follows #token= in the link of an invitation: the account joins its workspace, and may be opened where only invited people may */
      invitation?: string;
      /** @description At least 8 characters with an upper-case letter, a lower-case letter and a digit; at most 72 bytes */
      password: string;
    };
    Registered: {
      /** Format: date-time */
      created_at: string;
      /**
       * Format: int64
       * @description Used when a request names none
       */
      default_workspace_id: number;
      email: string;
      full_name: string;
      /** @description False for an account that signs in otherwise only */
      has_password: boolean;
      /** Format: int64 */
      id: number;
      is_active: boolean;
      /** @description The e-mail address has been proved */
      is_verified: boolean;
      /**
       * Format: date-time
       * @description Null before the first sign-in
       */
      last_login: string | null;
      /** @description Signing in with a password takes a second factor, too: a code from an authenticator app, or a passkey */
      mfa_enabled: boolean;
      /** @description There is no account yet (id is 0): it is opened by the link in the letter that is on its way. The answer is the same when the address has an account already. */
      verification_required?: boolean;
    };
    RenamePasskeyRequest: {
      name: string;
    };
    RequiredPermissions: {
      features: components['schemas']['FeaturePermissions'][];
      /** @description An identity policy that allows it, as JSON text */
      policy: string;
    };
    ResetPasswordRequest: {
      new_password: string;
      /** @description What follows #token= in the link */
      token: string;
    };
    RestorePolicyRequest: {
      /**
       * Format: int64
       * @description The newest version as the caller knows it
       */
      base: number;
      comment?: string;
      /** Format: int64 */
      version: number;
    };
    RewritePolicyRequest: {
      /** @description The policy: a JSON object, or a string that holds JSON text */
      document: unknown;
      /** @description Keep statement ids, and statements with different ids apart */
      keep_sids?: boolean;
      /**
       * Format: int64
       * @description For split: most characters of each policy; that of a managed policy when left out
       */
      limit?: number;
      /**
       * @description When left out: resource where a statement names a principal, else identity
       * @enum {string}
       */
      policy_type?: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
      /** @description For shrink: only patterns that stand for several actions and show what they are about */
      readable?: boolean;
    };
    RewrittenPolicy: {
      /** @description What was done, as sentences */
      changes: string[];
      /** @description Indented JSON text; more than one only from split */
      documents: string[];
      /** @description What could not be done, or needs thought */
      notes: string[];
      /**
       * Format: int64
       * @description Characters of the longest document, as AWS counts them
       */
      size: number;
      /** Format: int64 */
      size_before: number;
    };
    RotateAccessKeyRequest: {
      /**
       * @description create makes the second key; when all programs have it, deactivate the old one, look whether anything fails, and delete it
       * @enum {string}
       */
      step: 'create' | 'deactivate' | 'delete';
    };
    RotateRequest: {
      /**
       * Format: int64
       * @description For how many days the old key stays in AWS, inactive, before it is deleted; 0 deletes it as soon as the new one works
       */
      keep_old_for?: number;
    };
    Rotation: {
      /**
       * Format: int64
       * @description How often the step was tried in vain
       */
      attempts: number;
      /** Format: int64 */
      credential_id: number;
      /** Format: date-time */
      finished_at: string | null;
      /** Format: int64 */
      id: number;
      /**
       * Format: int64
       * @description Days
       */
      keep_old_for: number;
      /**
       * Format: date-time
       * @description When the old, inactive key is deleted
       */
      keep_old_until: string | null;
      /**
       * Format: date-time
       * @description When the server goes on by itself
       */
      next_attempt_at: string | null;
      /** @description There is more to do: now, at next_attempt_at, or when it is asked for again */
      open: boolean;
      /** @description Why it stands still; empty when nothing is wrong */
      problem: string;
      /** Format: date-time */
      started_at: string;
      /**
       * @description creating: AWS is being asked for a new key; created: it is stored, sealed; verified: AWS accepts it; switched: it is the credential's key; deactivated: the old key works no more; deleted: the old key is gone, and all is done; failed: nothing was made
       * @enum {string}
       */
      step:
        | 'creating'
        | 'created'
        | 'verified'
        | 'switched'
        | 'deactivated'
        | 'deleted'
        | 'cancelling'
        | 'cancelled'
        | 'failed';
      /** Format: date-time */
      updated_at: string;
      /** @description The IAM user whose key it is */
      user_name: string;
    };
    RotationState: {
      /** @description Left out when the key has never been rotated here */
      rotation?: components['schemas']['Rotation'];
    };
    RunPolicyCasesRequest: {
      /** @description Instead of the stored cases */
      cases?: components['schemas']['PolicyCase'][] | null;
      /** @description An edit that is not stored yet; the newest version when left out */
      document?: unknown;
    };
    SCPExempt: {
      /** Format: int64 */
      count: number;
      principal: string;
      reason: string;
    };
    SCPPreview: {
      /** @description Accounts that the change reaches */
      accounts: string[];
      /** @description Calls that the policies deny now and would deny still */
      already_denied: components['schemas']['SCPPreviewUse'][];
      /** @description Calls that the policies allow now and would deny, most frequent first */
      denied: components['schemas']['SCPPreviewUse'][];
      /**
       * Format: int64
       * @description How many events were read
       */
      events: number;
      /** @description Calls that the policies have no say in */
      exempt: components['schemas']['SCPExempt'][];
      /** @description When the first event was */
      from?: string;
      /** @description Calls that the policies deny now and would not */
      newly_allowed: components['schemas']['SCPPreviewUse'][];
      notes: string[];
      /**
       * Format: int64
       * @description How many of them are calls of principals that the change reaches
       */
      replayed: number;
      to?: string;
      /** @description CloudTrail has more events than were read */
      truncated: boolean;
      /** @description Calls whose outcome events do not tell */
      unknown: components['schemas']['SCPPreviewUse'][];
      /** @description Calls that no action is known for */
      unmatched: string[];
    };
    SCPPreviewRequest: {
      /** @description Ids of roots, units and accounts */
      attach_to?: string[] | null;
      /**
       * Format: int64
       * @description How many days back CloudTrail is asked for; 7 when left out
       */
      days?: number;
      /** @description Ids of roots, units and accounts */
      detach_from?: string[] | null;
      /** @description The proposed document */
      document?: unknown;
      /** @description Events of CloudTrail: a list of records, a log file with Records, or an answer of LookupEvents. When left out, CloudTrail is asked */
      events?: unknown;
      /**
       * Format: int64
       * @description Credential of the account whose recent events CloudTrail is asked for; that of the request when left out
       */
      events_credential_id?: number;
      policy_id?: string;
      /** @description Regions that CloudTrail is asked in; that of the credential and us-east-1 when left out */
      regions?: string[] | null;
      /**
       * @description When left out: that of policy_id, and for a new policy SERVICE_CONTROL_POLICY
       * @enum {string}
       */
      type?: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
    };
    SCPPreviewUse: {
      account_id: string;
      action: string;
      /** @description The policy, and statement, that denies; or the level at which nothing allows */
      by?: string;
      /** Format: int64 */
      count: number;
      first?: string;
      last?: string;
      /** @description Condition keys that the outcome hangs on and that events do not tell */
      missing_keys?: string[] | null;
      principal: string;
      reason?: string;
      regions?: string[] | null;
      /** @description One of those it was done to, where the event tells */
      resource?: string;
    };
    SSOExchangeRequest: {
      code: string;
      code_verifier: string;
      /** @description The same as at the start */
      redirect_uri: string;
    };
    SSOProvider: {
      /**
       * @description For the addresses under /auth/sso
       * @example example-corp
       */
      id: string;
      /**
       * @description For the button
       * @example Example Corp
       */
      name: string;
    };
    SecretRequest: {
      /** @description What follows #token= in the link */
      token: string;
    };
    ServerInfo: {
      /** @description A model drafts policies where it can */
      bedrock: boolean;
      /**
       * @description Day of the AWS action data
       * @example 2026-09-26
       */
      catalog_date: string;
      /** @description The server sends mail: a forgotten password can be reset, and new addresses are proved */
      mail: boolean;
      /** @example IAM Copilot */
      name: string;
      /** @description Domain that passkeys are for; empty when this server takes none */
      passkey_rp_id: string;
      /** @enum {string} */
      registration: 'open' | 'invite' | 'closed';
      /** @description Providers that people can sign in with */
      sso: components['schemas']['SSOProvider'][];
      version: string;
    };
    ServiceGrants: {
      grants: components['schemas']['AccessGrant'][];
      name?: string;
      service: string;
    };
    Session: {
      /** Format: date-time */
      created_at: string;
      /** @description The session that asks */
      current: boolean;
      /**
       * @description What people call it, as far as it tells
       * @example Firefox on Windows
       */
      device: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: int64 */
      id: number;
      ip_address: string;
      /** Format: date-time */
      last_used: string;
      user_agent: string;
    };
    SessionCredentials: {
      access_key_id: string;
      aws_region: string;
      /** Format: date-time */
      expires_at: string;
      read_only: boolean;
      secret_access_key: string;
      session_token: string;
    };
    SessionList: {
      items: components['schemas']['Session'][];
      next_cursor: string;
    };
    SessionRequest: {
      /**
       * Format: int64
       * @description An hour, or what the role's credential says, when left out
       */
      duration_seconds?: number;
      /** @description What the MFA device shows now */
      mfa_code?: string;
      /** @description That of the role's credential when left out */
      mfa_serial?: string;
      /** @description Only what AWS's managed policy ReadOnlyAccess allows, of what the credential may do */
      read_only?: boolean;
      /** @description Only what this policy allows, of what the credential may do: a policy document, or a text that holds one */
      session_policy?: unknown;
    };
    SignIn: {
      /** @description Only in the answer that begins a sign-in with a browser */
      authorization_url?: string;
      /**
       * Format: date-time
       * @description When somebody has to sign in again, at the latest
       */
      expires_at: string | null;
      /** @enum {string} */
      flow?: 'device' | 'browser';
      /** @description What it means, in a sentence */
      message: string;
      /**
       * Format: date-time
       * @description When the code is over
       */
      pending_until: string | null;
      /**
       * Format: int64
       * @description How long to wait before asking again; 0: there is nothing to wait for
       */
      poll_after_seconds: number;
      /** Format: date-time */
      signed_in_at: string | null;
      /**
       * @description pending: somebody has yet to agree; expired: the code or the sign-in is over; denied: somebody said no; failed: AWS refused it
       * @enum {string}
       */
      state: 'none' | 'pending' | 'signed_in' | 'expired' | 'denied' | 'failed';
      /** @description To be compared with what the page shows */
      user_code?: string;
      verification_uri?: string;
      /** @description With the code in it */
      verification_uri_complete?: string;
    };
    SignInAccount: {
      account_id: string;
      email: string;
      name: string;
    };
    SignInAccountList: {
      items: components['schemas']['SignInAccount'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    SignInRequest: {
      /**
       * @description device (when left out): with a code, in any browser; browser: with PKCE, in a browser on the computer that redirect_uri leads back to
       * @enum {string}
       */
      flow?: 'device' | 'browser';
      /** @description Only with browser */
      redirect_uri?: string;
    };
    SignInRole: {
      role_name: string;
    };
    SignInRoleList: {
      items: components['schemas']['SignInRole'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    SimulateRequest: {
      /** @example s3:GetObject */
      action: string;
      /** @description Context keys that are known: a value or a list of values each */
      context?: {
        [key: string]: unknown;
      };
      /** @description Policies of the user or role: inline, managed, of groups */
      identity_policies?: unknown[] | null;
      /** @description The organization's management account, which SCPs and RCPs do not restrict */
      management_account?: string;
      /** @description Ask AWS's policy simulator as well, with the AWS credential; the policies are sent to AWS */
      online?: boolean;
      /** @description Permissions boundary of the user or role */
      permission_boundary?: unknown;
      /**
       * @description ARN of a user, role, session or root, a service principal, or * for an anonymous caller
       * @example arn:aws:iam::123456789012:role/app
       */
      principal: string;
      /** @description Resource control policies by level, likewise */
      rcps?: (unknown[] | null)[] | null;
      /**
       * @description ARN; * or left out for an action on no resource
       * @example arn:aws:s3:::my-bucket/key
       */
      resource?: string;
      /** @description Account of the resource where its ARN does not tell; the principal's when nothing tells */
      resource_account?: string;
      /** @description Policy of the resource; the trust policy where a role is assumed */
      resource_policy?: unknown;
      /** @description Service control policies by level, from the root to the account */
      scps?: (unknown[] | null)[] | null;
      session_policies?: unknown[] | null;
      /** @description Context keys that may or may not be there; * for every key not in context */
      unknown_context?: string[] | null;
    };
    Simulation: {
      /** @enum {string} */
      decision: 'allowed' | 'explicit_deny' | 'implicit_deny' | 'unknown';
      /** @description Context keys that an unknown decision hangs on */
      missing_context: string[];
      /** @description Where it was asked for */
      online?: components['schemas']['OnlineSimulation'];
      /** @description Why, in one sentence */
      reason: string;
      /** @description The stages of the evaluation, in AWS's order */
      stages: components['schemas']['SimulationStage'][];
      /** @description The statements that decided */
      statements: components['schemas']['SimulationStatement'][];
    };
    SimulationStage: {
      missing_context?: string[] | null;
      /** @enum {string} */
      outcome: 'allowed' | 'explicit_deny' | 'implicit_deny' | 'unknown' | 'not_applicable';
      reason: string;
      /** @enum {string} */
      stage: 'deny' | 'rcp' | 'scp' | 'resource' | 'trust' | 'identity' | 'boundary' | 'session';
      statements?: components['schemas']['SimulationStatement'][] | null;
    };
    SimulationStatement: {
      /** @description yes, or unknown when it hangs on missing context */
      applies: string;
      effect: string;
      /**
       * Format: int64
       * @description Of an SCP or RCP: 0 is the root
       */
      level?: number;
      missing_context?: string[] | null;
      /** @description How a resource policy names the caller */
      names?: string;
      policy_id?: string;
      /**
       * Format: int64
       * @description Place of the policy in its list
       */
      policy_index: number;
      policy_type: string;
      sid?: string;
      /** Format: int64 */
      statement_index: number;
    };
    SnapshotGraphRequest: {
      /** @description Output of GetAccountAuthorizationDetails, or a list of its pages, with sections of ours; when left out, the account is read with the credential */
      snapshot?: unknown;
      /**
       * Format: int64
       * @description Number of a snapshot that an audit has kept, instead
       */
      snapshot_id?: number;
    };
    StartAccountAuditRequest: {
      /**
       * Format: int64
       * @description From which age on access keys are old
       * @default 90
       */
      key_age_days: number;
      /**
       * Format: int64
       * @description After how many days without use keys, passwords, users and roles are unused
       * @default 90
       */
      unused_days: number;
    };
    StartAccountUsageRequest: {
      /**
       * Format: int64
       * @description What was not used for so many days is unused
       * @default 90
       */
      days: number;
    };
    StartUsageRequest: {
      /**
       * Format: int64
       * @description What was not used for so many days is unused
       * @default 90
       */
      days: number;
      /** @description Actions, or patterns of some, that proposals keep although they are not used */
      keep?: string[] | null;
      /** @description User or role */
      principal_arn: string;
    };
    StorePolicyRequest: {
      /** @description Requests that the policy is tried with */
      cases?: components['schemas']['PolicyCase'][] | null;
      /** @description What the first version is for */
      comment?: string;
      description?: string;
      /** @description The policy: a JSON object, or a string that holds JSON text, which is kept as it is written */
      document: unknown;
      /**
       * @description Unique in the workspace
       * @example reports-reader
       */
      name: string;
      /**
       * @description identity when left out
       * @enum {string}
       */
      policy_type?: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
      /** @description For a resource policy: where it is attached, such as AWS::S3::Bucket */
      resource_type?: string;
    };
    StoredPolicy: {
      case_list: components['schemas']['PolicyCase'][];
      /**
       * Format: int64
       * @description How many cases the policy is tried with
       */
      cases: number;
      /** Format: date-time */
      created_at: string;
      description: string;
      /** @description The text as it was written */
      document: string;
      /** @description Of the newest version, when it was stored */
      findings: components['schemas']['FindingCounts'];
      /** Format: int64 */
      id: number;
      name: string;
      /** @enum {string} */
      policy_type: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
      resource_type: string;
      size: components['schemas']['PolicySize'];
      /** Format: date-time */
      updated_at: string;
      /** @description E-mail address of who stored the newest version; empty when the account is gone */
      updated_by: string;
      /**
       * Format: int64
       * @description The newest version
       */
      version: number;
    };
    StoredPolicyList: {
      items: components['schemas']['StoredPolicySummary'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
    StoredPolicySummary: {
      /**
       * Format: int64
       * @description How many cases the policy is tried with
       */
      cases: number;
      /** Format: date-time */
      created_at: string;
      description: string;
      /** @description Of the newest version, when it was stored */
      findings: components['schemas']['FindingCounts'];
      /** Format: int64 */
      id: number;
      name: string;
      /** @enum {string} */
      policy_type: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
      resource_type: string;
      size: components['schemas']['PolicySize'];
      /** Format: date-time */
      updated_at: string;
      /**
       * Format: int64
       * @description The newest version
       */
      version: number;
    };
    SuggestConditionKeysRequest: {
      /**
       * @description Actions, which may hold wildcards
       * @example [
       *       "s3:ListBucket"
       *     ]
       */
      actions: string[] | null;
      /**
       * @description ARNs the actions work on; any when left out
       * @example [
       *       "arn:aws:s3:::my-bucket"
       *     ]
       */
      resources?: string[] | null;
    };
    TOTPEnrolment: {
      /** @description The same for programs */
      otpauth_url: string;
      /** @description The same as a picture: a data: URL of a PNG */
      qr_code: string;
      /** @description Base32, to type in */
      secret: string;
    };
    TextEdit: {
      /** Format: int64 */
      length: number;
      new_text: string;
      /** Format: int64 */
      offset: number;
    };
    TextRange: {
      /** Format: int64 */
      length: number;
      /** Format: int64 */
      offset: number;
    };
    TokenPair: {
      /** @description JWT for the Authorization header; empty when a second factor is asked for */
      access_token: string;
      /**
       * Format: int64
       * @description Seconds until the access token, or mfa_token, ends
       * @example 900
       */
      expires_in: number;
      /** @description The password was right; go on at login/mfa with mfa_token and a code */
      mfa_required?: boolean;
      /** @description Stands for the right password, once, for five minutes */
      mfa_token?: string;
      /** @description Opaque; absent when it travels as a cookie */
      refresh_token?: string;
      /** @enum {string} */
      token_type: 'bearer';
    };
    TransferRequest: {
      current_password: string;
      /**
       * Format: int64
       * @description The member who becomes the owner; you become an admin
       */
      user_id: number;
    };
    UnmetExample: {
      /** @enum {string} */
      decision: 'allowed' | 'explicit_deny' | 'implicit_deny' | 'unknown' | 'not_applicable';
      example: components['schemas']['PolicyExample'];
      /** @enum {string} */
      must: 'allow' | 'deny';
      /** @description The same in a sentence that names the example */
      problem: string;
    };
    UnresolvedPrincipal: {
      conditions: components['schemas']['AccessCondition'][];
      missing_policies?: string[] | null;
      principal_arn: string;
      reason: string;
      statements: components['schemas']['AccessStatement'][];
    };
    UnusedAction: {
      access_level: string;
      action: string;
      /**
       * Format: int64
       * @description By so many principals that may do it and that use its service
       */
      unused: number;
      /** Format: int64 */
      weight: number;
    };
    UnusedGrants: {
      /**
       * @description Against the run before: more is more that is not used
       * @enum {string}
       */
      change: 'new' | 'unchanged' | 'more' | 'less';
      /** Format: date-time */
      created_at: string | null;
      /** @description Why AWS told nothing of it */
      failure?: string;
      /**
       * Format: date-time
       * @description Of any service; null: not in the tracking period
       */
      last_used: string | null;
      principal_arn: string;
      /**
       * Format: int64
       * @description That it may use
       */
      services: number;
      /** @enum {string} */
      type: 'user' | 'role';
      /** @description Nothing was used within the days */
      unused: boolean;
      /** @description That AWS tracks, of services that are used */
      unused_actions: string[];
      unused_services: string[];
      /**
       * Format: int64
       * @description Of each action that is granted and not used: 10 where it manages permissions, 3 where it writes, 1 otherwise
       */
      weight: number;
    };
    UnusedGrantsList: {
      items: components['schemas']['UnusedGrants'][];
      next_cursor: string;
    };
    UnusedService: {
      /**
       * Format: int64
       * @description To so many principals
       */
      granted: number;
      /**
       * Format: date-time
       * @description By any of them; null: not in the tracking period
       */
      last_used: string | null;
      /** @description Prefix */
      service: string;
      /**
       * Format: int64
       * @description By so many of them
       */
      unused: number;
      /**
       * Format: int64
       * @description Of what is granted and not used, over all of them
       */
      weight: number;
    };
    UpdateCredentialRequest: {
      access_key_id?: string;
      aws_account_id?: string;
      aws_region?: string;
      /**
       * Format: int64
       * @description What the role is assumed with from now on; only for the kind assume_role
       */
      base_credential_id?: number;
      /**
       * Format: date-time
       * @description When the session token ends; only with a temporary key
       */
      expires_at?: string;
      label?: string;
      /** @description The MFA device of an access key's IAM user; empty takes it away */
      mfa_serial?: string;
      /** @description Only for the kind identity_center */
      role_name?: string;
      secret_access_key?: string;
      session_token?: string;
      /** @description All tags, instead of those that it has; {} takes them away */
      tags?: {
        [key: string]: string;
      };
    };
    UpdateIAMRoleRequest: {
      description?: string;
      /**
       * Format: int64
       * @description Seconds
       */
      max_session_duration?: number;
      /** @description A JSON object, or a string that holds JSON text, which is sent as it is written */
      trust_policy?: unknown;
    };
    UpdateIAMUserRequest: {
      new_name?: string;
      new_path?: string;
    };
    UpdateICPermissionSetRequest: {
      boundary?: components['schemas']['ICBoundary'];
      /** @description All customer managed policies that it shall have */
      customer_policies?: components['schemas']['ICCustomerPolicy'][];
      description?: string;
      /** @description The new inline policy */
      inline_policy?: unknown;
      /** @description ARNs of all managed policies that it shall have */
      managed_policies?: string[];
      /** @description Plan to bring the change to every account that has the permission set, too */
      provision?: boolean;
      relay_state?: string;
      remove_boundary?: boolean;
      remove_inline_policy?: boolean;
      /** @description ISO 8601, from PT1H to PT12H */
      session_duration?: string;
      /** @description All tags that it shall have */
      tags?: {
        [key: string]: string;
      };
    };
    UpdateMeRequest: {
      /** Format: int64 */
      default_workspace_id?: number;
      full_name?: string;
    };
    UpdateOrgPolicyRequest: {
      description?: string;
      document?: unknown;
      name?: string;
    };
    UpdatePolicyRequest: {
      /** @description Replaces all cases; leave out to keep them */
      cases?: components['schemas']['PolicyCase'][] | null;
      description?: string;
      name?: string;
      resource_type?: string;
    };
    UpdateWorkspaceRequest: {
      name?: string;
      /** @description Only sessions with a second factor may enter; turn your own on first */
      require_mfa?: boolean;
    };
    UsageCoverage: {
      /** @description Services of which data events were seen */
      data: string[];
      regions: components['schemas']['CoveredRegion'][];
    };
    UsageGrant: {
      /** @description One that is used; all of those that share a state and a reason otherwise. All of a service are written s3:* */
      actions: string[];
      /**
       * Format: int64
       * @description How often AWS denied it
       */
      denied: number;
      /**
       * Format: int64
       * @description How often CloudTrail has seen it
       */
      events: number;
      /** Format: date-time */
      first_seen?: string;
      /** @description Who tells: last_accessed, event_history, files */
      from?: string[] | null;
      /** Format: date-time */
      last_used?: string;
      /** @description It was done to more than are listed */
      many?: boolean;
      /**
       * @description seen: AWS has tracked it, or CloudTrail has seen it; service_unused: nothing of the service was used; action_unused: AWS tracks the action; no_events: CloudTrail would have recorded it; data_events: no trail that was looked through records its data events; not_logged: CloudTrail does not record it; not_looked: AWS does not track it, and CloudTrail was not looked through for all of the time
       * @enum {string}
       */
      reason:
        | 'seen'
        | 'service_unused'
        | 'action_unused'
        | 'no_events'
        | 'data_events'
        | 'not_logged'
        | 'not_looked';
      regions?: string[] | null;
      /** @description What it was done to */
      resources?: string[] | null;
      /** @description Prefix */
      service: string;
      /**
       * @description unused: it would have been seen; not_observable: it may be used without anybody seeing it
       * @enum {string}
       */
      state: 'used' | 'unused' | 'not_observable';
    };
    UsageNarrowing: {
      actions: string[];
      resources: string[];
    };
    UsagePolicy: {
      /** @description ARN of the user, role or group */
      attached_to: string;
      notes: string[];
      /** @description ARN of a managed policy, or name of an inline one */
      policy_id: string;
      stages: components['schemas']['UsageStage'][];
    };
    UsageReport: {
      account_id: string;
      /** Format: date-time */
      at: string;
      /** Format: int64 */
      days: number;
      /** @description Of every action that the policies grant: used, unused, or not observable */
      grants: components['schemas']['UsageGrant'][];
      /** Format: int64 */
      id: number;
      /** Format: int64 */
      job_id: number;
      /** @description What cannot be observed */
      notes: string[];
      policies: components['schemas']['UsagePolicy'][];
      principal_arn: string;
      services: components['schemas']['UsedService'][];
      /** Format: int64 */
      services_unused: number;
      /** Format: int64 */
      services_used: number;
      /** @description E-mail address */
      started_by: string;
      /** @description What of CloudTrail was looked through */
      trail: components['schemas']['UsageCoverage'];
      /** @description Tracked actions of services that are used */
      unused_actions: string[];
      /** @description Prefixes */
      unused_services: string[];
    };
    UsageReportList: {
      items: components['schemas']['UsageReportSummary'][];
      next_cursor: string;
    };
    UsageReportSummary: {
      account_id: string;
      /** Format: date-time */
      at: string;
      /** Format: int64 */
      days: number;
      /** Format: int64 */
      id: number;
      /** Format: int64 */
      job_id: number;
      principal_arn: string;
      /** Format: int64 */
      services_unused: number;
      /** Format: int64 */
      services_used: number;
      /** @description E-mail address */
      started_by: string;
    };
    UsageStage: {
      /** @description Requests that were seen and that the document must allow: each was tried */
      cases: components['schemas']['PolicyCase'][];
      /** @description Empty: nothing is left, detach the policy */
      document: string;
      /** @description Cases that the document does not allow, in words */
      failed: string[];
      /** @description Actions that it allows on fewer resources */
      narrowed: components['schemas']['UsageNarrowing'][];
      /** @description Why it could not be verified */
      reason?: string;
      /** @description To the policy as it is: narrower or equivalent */
      relation?: string;
      /** @description Actions, or patterns of some, that are not in it any more */
      removed: string[];
      /**
       * Format: int64
       * @description Characters that AWS counts
       */
      size: number;
      /**
       * Format: int64
       * @description 1: without services that are not used; 2: without actions that are not used, too; 3: narrowed to the resources that CloudTrail has seen, too
       */
      stage: number;
      /** @description Compared with the policy as it is: it allows nothing that that one does not */
      verified: boolean;
    };
    UsedAction: {
      action: string;
      /**
       * Format: date-time
       * @description null: not in the tracking period
       */
      last_used: string | null;
      region?: string;
    };
    UsedService: {
      /** @description Only actions that AWS tracks; nothing is known of the others */
      actions: components['schemas']['UsedAction'][];
      /**
       * Format: date-time
       * @description null: not in the tracking period
       */
      last_used: string | null;
      name: string;
      region?: string;
      /** @description Prefix of its actions */
      service: string;
      /** @description Within the days that were asked for */
      used: boolean;
    };
    User: {
      /** Format: date-time */
      created_at: string;
      /**
       * Format: int64
       * @description Used when a request names none
       */
      default_workspace_id: number;
      email: string;
      full_name: string;
      /** @description False for an account that signs in otherwise only */
      has_password: boolean;
      /** Format: int64 */
      id: number;
      is_active: boolean;
      /** @description The e-mail address has been proved */
      is_verified: boolean;
      /**
       * Format: date-time
       * @description Null before the first sign-in
       */
      last_login: string | null;
      /** @description Signing in with a password takes a second factor, too: a code from an authenticator app, or a passkey */
      mfa_enabled: boolean;
    };
    UserUsage: {
      /** Format: int64 */
      calls: number;
      /** @description As it was at the last call; system:… for the server itself */
      email: string;
      /** Format: int64 */
      failed: number;
      /** Format: date-time */
      last_at: string;
      /**
       * Format: int64
       * @description null: the server itself
       */
      user_id: number | null;
    };
    ValidateConditionRequest: {
      /** @description Actions of the statement; with them it is checked that their requests have the key */
      actions?: string[] | null;
      /**
       * @description Allow when left out
       * @enum {string}
       */
      effect?: 'Allow' | 'Deny';
      /** @example aws:PrincipalOrgID */
      key: string;
      /** @example StringEquals */
      operator: string;
      /** @description A string, number or Boolean, or a list of them, as in a policy */
      values: unknown;
    };
    ValidatePolicyRequest: {
      /** @description The policy: a JSON object, or a string that holds JSON text (spans then refer to that text) */
      document: unknown;
      /** @description Ask IAM Access Analyzer as well, with the AWS credential; the document is sent to AWS */
      online?: boolean;
      /**
       * @description identity when left out
       * @enum {string}
       */
      policy_type?: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
      /** @description For a resource policy: where it is attached, such as AWS::S3::Bucket */
      resource_type?: string;
    };
    WhatCan: {
      principal_arn: string;
      /** @description Roles of the account that it can assume, both sides considered */
      roles: components['schemas']['AssumableRole'][];
      services: components['schemas']['ServiceGrants'][];
      /** @description Policies that apply and that are not known */
      unknown: string[];
    };
    WhatCanRequest: {
      /**
       * @description ARN, user/NAME, role/NAME, or a name
       * @example role/app
       */
      principal: string;
      /** @description Only what reaches this resource */
      resource?: string;
      /**
       * @description Only this service, by its prefix
       * @example s3
       */
      service?: string;
      /** @description Output of GetAccountAuthorizationDetails, or a list of its pages, with sections of ours; when left out, the account is read with the credential */
      snapshot?: unknown;
      /**
       * Format: int64
       * @description Number of a snapshot that an audit has kept, instead
       */
      snapshot_id?: number;
    };
    WhoCan: {
      action: string;
      allowed: components['schemas']['PrincipalAccess'][];
      /** @description What the answer takes for granted */
      notes?: string[] | null;
      /** @description Callers outside the account whom the resource's policy lets in */
      outside?: components['schemas']['AccountExposure'][] | null;
      resource: string;
      /** @description Those of whom the account's data does not tell enough */
      unknown: components['schemas']['UnresolvedPrincipal'][];
    };
    WhoCanRequest: {
      /** @example s3:GetObject */
      action: string;
      /** @description Context keys that are known: a value or a list of values each; an empty list for a key that is absent */
      context?: {
        [key: string]: unknown;
      };
      /** @description Take every key that is not in context as absent */
      only_context?: boolean;
      /**
       * @description ARN; * or left out for an action on no resource
       * @example arn:aws:s3:::my-bucket/key
       */
      resource?: string;
      /** @description Account of the resource where neither its ARN nor the snapshot tells */
      resource_account?: string;
      /** @description Output of GetAccountAuthorizationDetails, or a list of its pages, with sections of ours; when left out, the account is read with the credential */
      snapshot?: unknown;
      /**
       * Format: int64
       * @description Number of a snapshot that an audit has kept, instead
       */
      snapshot_id?: number;
      /** @description Context keys that may or may not be there, all others in neither list being absent; when left out, every key not in context may */
      unknown_context?: string[] | null;
    };
    Workspace: {
      /** Format: date-time */
      created_at: string;
      /** Format: int64 */
      id: number;
      name: string;
      /** @description Made with the account; holds one person */
      personal: boolean;
      /** @description Only sessions with a second factor may enter */
      require_mfa: boolean;
      /**
       * @description What the asking user is in it
       * @enum {string}
       */
      role: 'owner' | 'admin' | 'operator' | 'auditor' | 'viewer';
    };
    WorkspaceList: {
      items: components['schemas']['Workspace'][];
      /** @description Empty at the end */
      next_cursor: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  'post-agent-analyze-service': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        service: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AgentServiceAnalysis'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-agent-check-operation-service-operation': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        service: string;
        operation: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AgentOperation'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-agent-health': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AgentHealth'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-agent-planned-changes-run-change': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        run: number;
        change: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlannedChange'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-agent-planned-changes-run-change-apply': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        run: number;
        change: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlannedChange'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-agent-planned-changes-run-change-dismiss': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        run: number;
        change: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlannedChange'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-agent-runs': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AgentRunList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-agent-runs-id': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        level?: 'breaking' | 'review' | 'note';
        state?: 'open' | 'applied' | 'dismissed' | 'stale';
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AgentRunDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-agent-trigger': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AgentTriggerRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AgentRun'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-audit-log': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Not before */
        from?: string;
        /** @description Before */
        to?: string;
        /** @description Exactly this action, or a whole room with a dot at the end (vault.) */
        action?: string;
        resource_type?: string;
        user_id?: number;
        /** @description Only what worked, or only what failed */
        success?: 'true' | 'false';
        aws_account_id?: string;
        /** @description Part of the action, resource, person or message */
        q?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-audit-log-checkpoint': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditCheckpoint'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-audit-log-export': {
    parameters: {
      query?: {
        /** @description One JSON object to a line, or a table for spreadsheets */
        format?: 'ndjson' | 'csv';
        /** @description Not before */
        from?: string;
        /** @description Before */
        to?: string;
        /** @description Exactly this action, or a whole room with a dot at the end (vault.) */
        action?: string;
        resource_type?: string;
        user_id?: number;
        /** @description Only what worked, or only what failed */
        success?: 'true' | 'false';
        aws_account_id?: string;
        /** @description Part of the action, resource, person or message */
        q?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
          'text/csv; charset=utf-8; header=present': string;
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-audit-log-verify': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditVerification'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-audit-log-verify': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AuditVerifyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditVerification'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-aws-credentials': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only credentials with this tag: a key, or key=value */
        tag?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-aws-credentials': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AddCredentialRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Credential'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-aws-credentials-assume-role': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AddRoleCredentialRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Credential'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-aws-credentials-identity-center': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AddIdentityCenterRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AddedIdentityCenter'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-aws-credentials-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Credential'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-auth-aws-credentials-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-auth-aws-credentials-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateCredentialRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Credential'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-aws-credentials-id-default': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Credential'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-aws-credentials-id-rotate': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RotateRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rotation'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-aws-credentials-id-rotation': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RotationState'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-auth-aws-credentials-id-rotation': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rotation'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-aws-credentials-id-session': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SessionRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionCredentials'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-aws-credentials-id-sign-in': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignIn'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-aws-credentials-id-sign-in': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['SignInRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignIn'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-aws-credentials-id-sign-in-accounts': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignInAccountList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-aws-credentials-id-sign-in-complete': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CompleteSignInRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignIn'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-aws-credentials-id-sign-in-roles': {
    parameters: {
      query?: {
        /** @description That of the credential when left out */
        account_id?: string;
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignInRoleList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-aws-credentials-id-usage': {
    parameters: {
      query?: {
        /** @description 30 days before to, when left out */
        from?: string;
        /** @description Now, when left out; at most 366 days after from */
        to?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialUsage'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-aws-credentials-id-verify': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CallerIdentity'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-forgot-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EmailRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Message'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-login': {
    parameters: {
      query?: never;
      header?: {
        /** @description cookie: the refresh token travels in an HttpOnly cookie only */
        'X-Token-Transport'?: 'body' | 'cookie';
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LoginRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenPair'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-login-mfa': {
    parameters: {
      query?: never;
      header?: {
        /** @description cookie: the refresh token travels in an HttpOnly cookie only */
        'X-Token-Transport'?: 'body' | 'cookie';
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LoginMFARequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenPair'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-login-mfa-passkey': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MFATokenRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PasskeyOptions'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-login-passkey': {
    parameters: {
      query?: never;
      header?: {
        /** @description cookie: the refresh token travels in an HttpOnly cookie only */
        'X-Token-Transport'?: 'body' | 'cookie';
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasskeyAnswer'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenPair'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-login-passkey-options': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PasskeyOptions'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-logout': {
    parameters: {
      query?: never;
      header?: {
        'X-Token-Transport'?: 'body' | 'cookie';
        Origin?: string;
        Authorization?: string;
      };
      path?: never;
      cookie?: {
        iamcopilot_refresh?: string;
      };
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RefreshRequest'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-logout-all': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-auth-me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeleteMeRequest'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-auth-me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateMeRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-change-email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeEmailRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-change-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangePasswordRequest'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-me-export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': Record<string, never>;
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-me-identities': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IdentityList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-identities': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ConnectRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConnectAt'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-auth-me-identities-id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordRequest'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-me-mfa': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MFAStatus'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-mfa-recovery-codes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordAndCodeRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RecoveryCodes'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-mfa-totp': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TOTPEnrolment'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-mfa-totp-confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CodeRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RecoveryCodes'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-mfa-totp-disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordAndCodeRequest'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-me-passkeys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PasskeyList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-passkeys': {
    parameters: {
      query?: never;
      header?: {
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AddPasskeyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AddedPasskey'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-passkeys-options': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PasskeyOptions'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-passkeys-proof': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PasskeyOptions'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-auth-me-passkeys-id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordRequest'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-auth-me-passkeys-id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RenamePasskeyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Passkey'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-me-sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-auth-me-sessions-id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-me-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessTokenList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-me-tokens': {
    parameters: {
      query?: never;
      header?: {
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateTokenRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedToken'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-auth-me-tokens-id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-refresh': {
    parameters: {
      query?: never;
      header?: {
        'X-Token-Transport'?: 'body' | 'cookie';
        Origin?: string;
      };
      path?: never;
      cookie?: {
        iamcopilot_refresh?: string;
      };
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RefreshRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenPair'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-register': {
    parameters: {
      query?: never;
      header?: {
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RegisterRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Registered'];
        };
      };
      /** @description A letter is on its way; its link opens the account */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Registered'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-reset-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ResetPasswordRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Message'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-sso-exchange': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SSOExchangeRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenPair'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-sso-provider-callback': {
    parameters: {
      query?: {
        code?: string;
        state?: string;
        error?: string;
        iss?: string;
      };
      header?: never;
      path: {
        provider: string;
      };
      cookie?: {
        iamcopilot_sso?: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Found */
      302: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-auth-sso-provider-start': {
    parameters: {
      query?: {
        /** @description Page of this server to go to afterwards, such as /policies */
        return_to?: string;
        /** @description A program's own http://127.0.0.1:PORT/…, which is given a code for sso/exchange */
        redirect_uri?: string;
        /** @description The program's: base64url of the SHA-256 of its code_verifier */
        code_challenge?: string;
        /** @description The program's: comes back beside the code */
        state?: string;
      };
      header?: never;
      path: {
        provider: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Found */
      302: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-verify-email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SecretRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Message'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-auth-verify-email-resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EmailRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Message'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-account': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMAccount'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'put-iam-account-alias': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AccountAliasRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-account-alias': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-account-credential-report': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CredentialReport'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-account-password-policy': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMPasswordPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'put-iam-account-password-policy': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordPolicyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-account-password-policy': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-groups': {
    parameters: {
      query?: {
        /** @description Only what is below this path */
        path_prefix?: string;
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMGroupList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-groups': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateIAMGroupRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-groups-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMGroupDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-groups-name': {
    parameters: {
      query?: {
        /** @description Plan to delete all that hangs on it, too; the plan lists it first */
        force?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-iam-groups-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateIAMUserRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-groups-name-inline-policies-policy-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        policy_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMPolicyDocument'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'put-iam-groups-name-inline-policies-policy-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        policy_name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMDocumentRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-groups-name-inline-policies-policy-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        policy_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'put-iam-groups-name-members-user-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        user_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-groups-name-members-user-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        user_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-instance-profiles': {
    parameters: {
      query?: {
        /** @description Only what is below this path */
        path_prefix?: string;
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMInstanceProfileList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-instance-profiles': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateInstanceProfileRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-instance-profiles-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMInstanceProfileDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-instance-profiles-name': {
    parameters: {
      query?: {
        /** @description Plan to delete all that hangs on it, too; the plan lists it first */
        force?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'put-iam-instance-profiles-name-roles-role-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        role_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-instance-profiles-name-roles-role-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        role_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-iam-instance-profiles-name-tags': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMTagsRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-policies': {
    parameters: {
      query?: {
        /** @description Only what is below this path */
        path_prefix?: string;
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Local: the account's own */
        scope?: 'All' | 'AWS' | 'Local';
        only_attached?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMPolicyList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-policies': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateIAMPolicyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-policy': {
    parameters: {
      query: {
        policy_arn: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMPolicyDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-policy': {
    parameters: {
      query: {
        policy_arn: string;
        /** @description Plan to detach it and delete its other versions, too; the plan lists it first */
        force?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-policy-attach': {
    parameters: {
      query: {
        policy_arn: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AttachPolicyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-policy-detach': {
    parameters: {
      query: {
        policy_arn: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AttachPolicyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-policy-entities': {
    parameters: {
      query: {
        policy_arn: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMPolicyEntities'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-iam-policy-tags': {
    parameters: {
      query: {
        policy_arn: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMTagsRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-policy-versions': {
    parameters: {
      query: {
        policy_arn: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMPolicyVersionList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-policy-versions': {
    parameters: {
      query: {
        policy_arn: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateIAMPolicyVersionRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-policy-versions-version-id': {
    parameters: {
      query: {
        policy_arn: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        version_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMPolicyDocument'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-policy-versions-version-id': {
    parameters: {
      query: {
        policy_arn: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        version_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-policy-versions-version-id-default': {
    parameters: {
      query: {
        policy_arn: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        version_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-required-permissions': {
    parameters: {
      query?: {
        /** @description Names with commas between them; all when left out */
        features?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RequiredPermissions'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-roles': {
    parameters: {
      query?: {
        /** @description Only what is below this path */
        path_prefix?: string;
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRoleList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-roles': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateIAMRoleRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-roles-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMRoleDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-roles-name': {
    parameters: {
      query?: {
        /** @description Plan to delete all that hangs on it, too; the plan lists it first */
        force?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-iam-roles-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateIAMRoleRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-roles-name-inline-policies-policy-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        policy_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMPolicyDocument'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'put-iam-roles-name-inline-policies-policy-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        policy_name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMDocumentRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-roles-name-inline-policies-policy-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        policy_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'put-iam-roles-name-permissions-boundary': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PermissionsBoundaryRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-roles-name-permissions-boundary': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-iam-roles-name-tags': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMTagsRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-users': {
    parameters: {
      query?: {
        /** @description Only users below this path */
        path_prefix?: string;
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMUserList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-users': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateIAMUserRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-users-name': {
    parameters: {
      query?: {
        /** @description Plan to delete all that hangs on it, too; the plan lists it first */
        force?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-iam-users-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateIAMUserRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-users-name-access-keys': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMAccessKeyList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-users-name-access-keys': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-users-name-access-keys-access-key-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-iam-users-name-access-keys-access-key-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AccessKeyStatusRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-users-name-access-keys-access-key-id-rotate': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        access_key_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RotateAccessKeyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-users-name-inline-policies-policy-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        policy_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMPolicyDocument'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'put-iam-users-name-inline-policies-policy-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        policy_name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMDocumentRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-users-name-inline-policies-policy-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
        policy_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'put-iam-users-name-login-profile': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ConsolePasswordRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-iam-users-name-login-profile': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ConsolePasswordRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-users-name-login-profile': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-users-name-mfa-devices': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMMFADeviceList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-users-name-mfa-devices': {
    parameters: {
      query: {
        /** @description ARN of a virtual device, or the number of a hardware one */
        serial_number: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'put-iam-users-name-permissions-boundary': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PermissionsBoundaryRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-iam-users-name-permissions-boundary': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-iam-users-name-tags': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IAMTagsRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-iam-users-user-name': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        user_name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IAMUserDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-identity-center': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ICOverview'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-identity-center-assignments': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
        account_id?: string;
        permission_set_id?: string;
        user_id?: string;
        group_id?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ICAssignmentList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-identity-center-assignments': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ICAssignRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-identity-center-assignments-remove': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ICAssignRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-identity-center-audit': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-identity-center-groups': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Part of a name or e-mail address */
        q?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ICGroupList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-identity-center-groups': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ICGroupRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-identity-center-groups-group-id': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ICGroupDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-identity-center-groups-group-id': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-identity-center-groups-group-id': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        group_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ICGroupRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-identity-center-groups-group-id-members': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        group_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ICMembersRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-identity-center-permission-sets': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
        /** @description Part of the name or description */
        q?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ICPermissionSetList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-identity-center-permission-sets': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateICPermissionSetRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-identity-center-permission-sets-permission-set-id': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        permission_set_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ICPermissionSetDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-identity-center-permission-sets-permission-set-id': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        permission_set_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-identity-center-permission-sets-permission-set-id': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        permission_set_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateICPermissionSetRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-identity-center-permission-sets-permission-set-id-provision': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        permission_set_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ProvisionICRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-identity-center-users': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Part of a name or e-mail address */
        q?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ICUserList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-identity-center-users': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ICUserRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-identity-center-users-user-id': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ICUserDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-identity-center-users-user-id': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-identity-center-users-user-id': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ICUserRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-identity-center-users-user-id-access': {
    parameters: {
      query?: {
        /** @description Instance to ask; the only one of the Region when left out */
        instance_arn?: string;
        /** @description Only this account, and in it what each permission set allows, action by action */
        account_id?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ICUserAccess'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-info': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ServerInfo'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-invitations-accept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SecretRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Workspace'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-invitations-preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SecretRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationPreview'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-jobs': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only jobs of this kind */
        kind?: string;
        /** @description Only jobs that have not ended */
        active?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-jobs-events': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description The id of the last event that was seen */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-jobs-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-jobs-id-cancel': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-jobs-id-events': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description The id of the last event that was seen */
        'Last-Event-ID'?: string;
      };
      path: {
        /** @description Number of the job */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-monitoring-breaking-changes': {
    parameters: {
      query?: {
        /** @description How far back */
        days?: number;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CatalogChangeList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-monitoring-changes-service': {
    parameters: {
      query?: {
        /** @description How far back */
        days?: number;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        service: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CatalogChangeList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-monitoring-health': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MonitoringHealth'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-monitoring-latest-report': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only changes of this service (its prefix) */
        service?: string;
        impact?: 'breaking' | 'enhancement' | 'neutral';
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CatalogReportDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-monitoring-reports': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CatalogReportList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-monitoring-reports-id': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only changes of this service (its prefix) */
        service?: string;
        impact?: 'breaking' | 'enhancement' | 'neutral';
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CatalogReportDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-monitoring-trigger': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-organizations': {
    parameters: {
      query?: {
        /** @description Ask AWS even though the organization was read a moment ago */
        read_again?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrgOverview'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-organizations-accounts': {
    parameters: {
      query?: {
        /** @description Ask AWS even though the organization was read a moment ago */
        read_again?: boolean;
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Part of the id, name or e-mail address */
        q?: string;
        /** @description Only accounts of this status */
        status?: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'PENDING_ACTIVATION' | 'CLOSED';
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrgAccountList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-organizations-accounts-account-id-effective-policies': {
    parameters: {
      query?: {
        /** @description Ask AWS even though the organization was read a moment ago */
        read_again?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        account_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrgEffective'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-organizations-audit': {
    parameters: {
      query?: {
        /** @description Ask AWS even though the organization was read a moment ago */
        read_again?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrgAudit'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-organizations-policies': {
    parameters: {
      query?: {
        /** @description Ask AWS even though the organization was read a moment ago */
        read_again?: boolean;
        /** @description Only policies of this type; every enabled type when left out */
        type?: string;
        /** @description Part of the name or description */
        q?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrgPolicyList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-organizations-policies': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateOrgPolicyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-organizations-policies-policy-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        policy_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrgPolicyDetail'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-organizations-policies-policy-id': {
    parameters: {
      query?: {
        /** @description Plan to detach it first from wherever it is attached */
        force?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        policy_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-organizations-policies-policy-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        policy_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateOrgPolicyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-organizations-policies-policy-id-attach': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        policy_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OrgTargetRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-organizations-policies-policy-id-detach': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        policy_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OrgTargetRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-organizations-scp-preview': {
    parameters: {
      query?: {
        /** @description Ask AWS even though the organization was read a moment ago */
        read_again?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SCPPreviewRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SCPPreview'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-organizations-tree': {
    parameters: {
      query?: {
        /** @description Ask AWS even though the organization was read a moment ago */
        read_again?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrgTree'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-plans': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only plans in this state */
        state?: 'planned' | 'applying' | 'applied' | 'failed' | 'failed_partially';
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlanList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-plans-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-plans-id-apply': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ApplyPlanRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AppliedPlan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-plans-id-undo': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policies': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Part of the name or the description */
        q?: string;
        policy_type?: 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StoredPolicyList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StorePolicyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StoredPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-access-graph': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to read the account with; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SnapshotGraphRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessGraph'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policies-access-graph-account': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to read the account with; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        /** @description The AWS account, which the credential must be of */
        account: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessGraph'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-account-outline': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to read the account with; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AccountOutlineRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountOutline'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policies-audit': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only audits of this account */
        account_id?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountAuditList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-audit': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StartAccountAuditRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policies-audit-exceptions': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FindingExceptionList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-audit-exceptions': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ExceptFindingRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FindingException'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-policies-audit-exceptions-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policies-audit-id': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only findings of this severity */
        severity?: 'critical' | 'high' | 'medium' | 'low';
        /** @description Only findings of this check */
        code?: string;
        /** @description Only findings in this state */
        state?: 'new' | 'unchanged' | 'fixed' | 'not_checked';
        /** @description Only findings about this ARN */
        resource?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the audit */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountAudit'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-check-access-not-granted': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CheckAccessGrantedRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessCheck'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-check-no-new-access': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description For online: AWS credential to ask with; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CheckNewAccessRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessCheck'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-check-no-public-access': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CheckPublicAccessRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessCheck'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-compare': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ComparePoliciesRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyComparison'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-complete': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CompletePolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyCompletions'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-expand': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RewritePolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RewrittenPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-explain-denial': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ExplainDenialRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DenialExplanation'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-exposures': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to read the account with; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ExposuresRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountExposures'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-generate': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential with which a model is asked, where the server has one; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['GeneratePolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GeneratedPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-hover': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['HoverPolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyHover'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-shrink': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RewritePolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RewrittenPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-simulate': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description For online: AWS credential to ask with; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SimulateRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Simulation'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policies-snapshots': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only snapshots of this account */
        account_id?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountSnapshotList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-snapshots-compare': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CompareSnapshotsInBody'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountDiff'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-policies-snapshots-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-split': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RewritePolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RewrittenPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-tidy': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RewritePolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RewrittenPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-validate': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description For online: AWS credential to ask with; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ValidatePolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyValidation'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-what-can': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to read the account with; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WhatCanRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WhatCan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-who-can': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to read the account with; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WhoCanRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WhoCan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policies-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StoredPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-policies-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-policies-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdatePolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StoredPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-id-apply': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ApplyPolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AppliedPlan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-id-plan': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeployPolicyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-id-restore': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RestorePolicyRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StoredPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-id-tests-run': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RunPolicyCasesRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyCaseRun'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policies-id-versions': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyVersionList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policies-id-versions': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AddPolicyVersionRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StoredPolicy'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policies-id-versions-version': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
        version: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyVersion'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policies-id-versions-version-compare': {
    parameters: {
      query?: {
        /** @description The version to compare it with; the newest one when left out */
        with?: number;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        id: number;
        version: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyComparison'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-policy-validation-condition-keys-operators': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConditionOperators'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policy-validation-condition-keys-suggest': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SuggestConditionKeysRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConditionKeySuggestions'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policy-validation-permissions-boundary-delete': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BoundaryDeleteRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BoundaryPlanned'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policy-validation-permissions-boundary-set': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BoundarySetRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BoundaryPlanned'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policy-validation-validate': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description For online: AWS credential to ask with; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ValidatePolicyRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PolicyValidation'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-policy-validation-validate-condition': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ValidateConditionRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConditionValidation'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-usage': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only reports about this principal */
        principal_arn?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UsageReportList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-usage': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StartUsageRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-usage-accounts': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only runs over this account */
        account_id?: string;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountUsageList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-usage-accounts': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StartAccountUsageRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-usage-accounts-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountUsage'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-usage-accounts-id-export': {
    parameters: {
      query?: {
        format?: 'csv' | 'ndjson';
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the run */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
          'text/csv': string;
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-usage-accounts-id-principals': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only those that were not used at all */
        unused?: boolean;
        /** @description Only those that changed so */
        change?: 'new' | 'unchanged' | 'more' | 'less';
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the run */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UnusedGrantsList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-usage-activity': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
        /** @description Only of this account */
        account_id?: string;
        /** @description Only what this principal did; a service by its name */
        principal_arn?: string;
        /** @description Only principals of this kind */
        kind?: 'user' | 'role' | 'root' | 'service' | 'federated';
        /** @description Only actions of this service, by its prefix */
        service?: string;
        /** @description Only what AWS denied */
        denied?: boolean;
      };
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ActivityList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-usage-events-accounts': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ActiveAccountList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-usage-events-accounts-account': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        account: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-usage-events-files': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description multipart/form-data */
        'Content-Type'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'multipart/form-data': {
          files: string[];
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventFiles'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-usage-events-lookup': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
        /** @description AWS credential to use; the workspace's default when left out */
        'X-AWS-Credential-ID'?: number;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LookupEventsRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Job'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-usage-id': {
    parameters: {
      query?: never;
      header?: {
        /** @description Workspace to act in; the user's default one when left out */
        'X-Workspace-ID'?: number;
      };
      path: {
        /** @description Number of the thing */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UsageReport'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-workspaces': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WorkspaceList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-workspaces': {
    parameters: {
      query?: never;
      header?: {
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateWorkspaceRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Workspace'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-workspaces-workspace-id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Workspace'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-workspaces-workspace-id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateWorkspaceRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Workspace'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-workspaces-workspace-id-delete': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeleteWorkspaceRequest'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-workspaces-workspace-id-invitations': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-workspaces-workspace-id-invitations': {
    parameters: {
      query?: never;
      header?: {
        /** @description A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['InviteRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description true when this is the answer that an earlier request with the same Idempotency-Key got */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Invitation'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-workspaces-workspace-id-invitations-id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
        /** @description Number of the invitation */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-workspaces-workspace-id-invitations-id-resend': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
        /** @description Number of the invitation */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Invitation'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-workspaces-workspace-id-leave': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'get-workspaces-workspace-id-members': {
    parameters: {
      query?: {
        /** @description How many items at most */
        limit?: number;
        /** @description next_cursor of the piece before */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberList'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'delete-workspaces-workspace-id-members-user-id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
        /** @description Number of the person */
        user_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'patch-workspaces-workspace-id-members-user-id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
        /** @description Number of the person */
        user_id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeRoleRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Member'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  'post-workspaces-workspace-id-transfer': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Number of the workspace */
        workspace_id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TransferRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Workspace'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
